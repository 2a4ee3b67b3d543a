import { beforeEach, describe, expect, it } from 'vitest';
import { never } from '../../kernel/predicates.ts';
import { Fixture, hourMs, seeing, startMs } from '../testing/fixture.ts';
import { idOf } from '../testing/seed.ts';

let fixture: Fixture;
const id = idOf('ann');
const later = { now: startMs + hourMs };
beforeEach(() => {
  fixture = new Fixture();
  fixture.lead('ann', { businessIds: [idOf('ropes')] });
});

describe('lead.setBusinesses', () => {
  const names = () => fixture.rows('leadBusinesses').map((row) => row.businessId);

  it('adds and removes, and what is already so stays so', () => {
    fixture.run('lead.setBusinesses', { id, add: [idOf('paints')], remove: [idOf('ropes')] }, later);
    expect(names()).toEqual([idOf('paints')]);
    expect(fixture.row('leads', id).updatedAt).toBe(startMs + hourMs);
    expect(fixture.history(id)).toEqual(
      expect.arrayContaining([`businessAdded - - ${idOf('paints')}`, `businessRemoved - ${idOf('ropes')} -`]),
    );
    expect(fixture.run('lead.setBusinesses', { id, add: [idOf('paints')], remove: [idOf('ropes')] })).toEqual([]);
    expect(fixture.run('lead.setBusinesses', { id, add: [idOf('paints')], remove: [idOf('paints')] })).toEqual([]);
    expect(fixture.run('lead.setBusinesses', { id })).toEqual([]);
  });

  it('refuses unknown and retired businesses, and leads that are gone', () => {
    expect(fixture.refusal('lead.setBusinesses', { id, add: [idOf('x')] })).toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ field: 'add' }],
    });
    expect(fixture.refusal('lead.setBusinesses', { id, add: [] }, seeing(never)).code).toBe('NOT_FOUND');
    fixture.run('lead.trash', { ids: [id] });
    expect(fixture.refusal('lead.setBusinesses', { id, add: [idOf('paints')] }).code).toBe('WRONG_STATE');
  });
});

describe('lead.addMember and lead.removeMember', () => {
  const add = (role?: string) => fixture.run('lead.addMember', { leadId: id, userId: idOf('rolf'), role });

  it('take people in once, with a role, and out again', () => {
    add();
    expect(fixture.rows('leadMembers')).toMatchObject([{ leadId: id, userId: idOf('rolf'), role: 'member' }]);
    expect(add('member')).toEqual([]);
    add('Engineer');
    expect(fixture.rows('leadMembers')).toMatchObject([{ role: 'Engineer' }]);
    fixture.run('lead.removeMember', { leadId: id, userId: idOf('rolf') });
    expect(fixture.rows('leadMembers')).toEqual([]);
    expect(fixture.run('lead.removeMember', { leadId: id, userId: idOf('rolf') })).toEqual([]);
    expect(fixture.history(id)).toEqual(
      expect.arrayContaining([`memberAdded - - ${idOf('rolf')}`, `memberRemoved - ${idOf('rolf')} -`]),
    );
  });

  it('refuse strangers and leads that do not exist for the actor', () => {
    expect(fixture.refusal('lead.addMember', { leadId: id, userId: idOf('nobody') })).toMatchObject({
      code: 'UNKNOWN_ASSIGNEE',
      fields: [{ field: 'userId' }],
    });
    const args = { leadId: id, userId: idOf('rolf') };
    expect(fixture.refusal('lead.addMember', args, seeing(never)).code).toBe('NOT_FOUND');
    expect(fixture.refusal('lead.removeMember', args, seeing(never)).code).toBe('NOT_FOUND');
  });
});

describe('conflict.resolve', () => {
  it('notes who decided, once', () => {
    const row = {
      id: idOf('conflict'),
      leadId: id,
      entity: 'leads',
      entityId: id,
      field: 'title',
      keptValue: '"a"',
      otherValue: '"b"',
      keptBy: idOf('rita'),
      otherBy: idOf('rolf'),
      keptAt: 1,
      otherAt: 2,
    };
    fixture.write([{ table: 'conflicts', row }]);
    fixture.run('conflict.resolve', { ids: [idOf('conflict')] });
    expect(fixture.rows('conflicts')).toMatchObject([{ resolvedAt: startMs, resolvedBy: idOf('rita') }]);
    expect(fixture.run('conflict.resolve', { ids: [idOf('conflict')] }, later)).toEqual([]);
    expect(fixture.refusal('conflict.resolve', { ids: [idOf('x')] }).code).toBe('NOT_FOUND');
    expect(fixture.refusal('conflict.resolve', { ids: [idOf('conflict')] }, seeing(never)).code).toBe('NOT_FOUND');
  });
});
