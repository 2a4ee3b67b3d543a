import { beforeEach, describe, expect, it } from 'vitest';
import { never } from '../../kernel/predicates.ts';
import { organizationId } from '../../schema/people.ts';
import { Fixture, hourMs, seeing, startMs, to } from '../testing/fixture.ts';
import { idOf } from '../testing/seed.ts';

let fixture: Fixture;
const id = idOf('ann');
beforeEach(() => {
  fixture = new Fixture();
  fixture.lead('ann', { firstName: 'Ann', email: 'ann@x.org', phones: ['123456'] });
});

const update = (values: object, overrides = {}, more = {}) =>
  fixture.run('lead.update', { id, changes: to({ ...values }), ...more }, { now: startMs + hourMs, ...overrides });
const refusal = (values: object, overrides = {}) =>
  fixture.refusal('lead.update', { id, changes: to({ ...values }) }, overrides);

describe('lead.update', () => {
  it('writes what differs, with one history row a field', () => {
    update({ firstName: 'Anna', lastName: 'ann', phones: ['123456', '789'], valueMinor: 5 });
    expect(fixture.row('leads', id)).toMatchObject({
      firstName: 'Anna',
      phones: '["123456","789"]',
      valueMinor: 5,
      updatedAt: startMs + hourMs,
    });
    expect(fixture.history(id).toSorted()).toEqual([
      'created - - Ann ann',
      'updated firstName Ann Anna',
      'updated phones ["123456"] ["123456","789"]',
      'updated valueMinor - 5',
    ]);
  });

  it('changes nothing when nothing differs', () => {
    expect(update({ firstName: ' Ann ', email: 'ANN@x.org', phones: ['123456'], priority: 'medium' })).toEqual([]);
    expect(fixture.run('lead.update', { id, changes: {} })).toEqual([]);
    expect(fixture.run('lead.update', { id, changes: { fieldOfTomorrow: { from: 1, to: 2 } } })).toEqual([]);
  });

  it('tells of a new assignee as an assignment', () => {
    update({ assigneeId: idOf('rolf') });
    expect(fixture.history(id)).toContain(`assigned assigneeId - ${idOf('rolf')}`);
  });

  it('never lets an older edit set back when the lead was changed', () => {
    update({ title: 'CEO' });
    update({ position: 'Chair' }, { now: startMs - hourMs, origin: 'sync' });
    expect(fixture.row('leads', id)).toMatchObject({ position: 'Chair', updatedAt: startMs + hourMs });
  });

  it('refuses to take the last name away', () => {
    expect(refusal({ firstName: null, lastName: '' })).toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ field: 'changes.lastName.to', code: 'name_required' }],
    });
    update({ firstName: null, lastName: null, company: 'Ann Ltd' });
  });

  it('refuses to empty a required field, but not to edit a lead that lacks one', () => {
    const organization = fixture.row('organization', organizationId);
    fixture.write([{ table: 'organization', row: { ...organization, requiredLeadFields: '["email","sourceId"]' } }]);
    update({ title: 'CEO' });
    expect(refusal({ email: '' })).toMatchObject({ fields: [{ field: 'changes.email.to', code: 'required' }] });
  });

  it('knows a source only within the team the lead will have', () => {
    expect(refusal({ sourceId: idOf('fair') }).code).toBe('UNKNOWN_SOURCE');
    update({ sourceId: idOf('fair'), teamId: idOf('north') });
    expect(refusal({ assigneeId: idOf('ines') })).toMatchObject({
      code: 'UNKNOWN_ASSIGNEE',
      fields: [{ field: 'changes.assigneeId.to' }],
    });
  });

  it('refuses leads in the trash and leads that do not exist for the actor', () => {
    expect(refusal({ title: 'x' }, seeing(never))).toMatchObject({ code: 'NOT_FOUND' });
    fixture.run('lead.trash', { ids: [id] });
    expect(refusal({ title: 'x' })).toMatchObject({ code: 'WRONG_STATE', details: { ids: [id], state: 'trashed' } });
    expect(refusal({ title: 'x' }, { origin: 'sync' }).code).toBe('WRONG_STATE');
  });

  it('meets a taken address as asked, and drops the flag with the address', () => {
    fixture.lead('bob', { email: 'bob@x.org' });
    expect(refusal({ email: 'bob@x.org' })).toMatchObject({
      code: 'EMAIL_TAKEN',
      details: { leadId: idOf('bob'), name: 'bob' },
      fields: [{ field: 'changes.email.to' }],
    });
    update({ email: 'bob@x.org' }, {}, { onDuplicate: 'accept' });
    expect(fixture.row('leads', id).duplicateOfId).toBe(idOf('bob'));
    update({ title: 'x' });
    expect(fixture.row('leads', id).duplicateOfId).toBe(idOf('bob'));
    fixture.run('contact.create', { id: idOf('carl'), lastName: 'Cook' });
    update({ contactId: idOf('carl') });
    expect(fixture.row('leads', id).duplicateOfId).toBe(idOf('bob'));
    update({ email: 'else@x.org' });
    expect(fixture.row('leads', id).duplicateOfId).toBeNull();
  });
});

describe('lead.bulkUpdate and lead.assign', () => {
  beforeEach(() => {
    fixture.lead('bob');
  });
  const ids = [id, idOf('bob')];

  it('set the same on many', () => {
    fixture.run('lead.bulkUpdate', { ids, changes: { priority: 'high', assigneeId: idOf('rolf') } });
    for (const lead of ids) {
      expect(fixture.row('leads', lead)).toMatchObject({ priority: 'high', assigneeId: idOf('rolf') });
    }
    expect(fixture.run('lead.bulkUpdate', { ids, changes: { priority: 'high' } })).toEqual([]);
    fixture.run('lead.assign', { ids, assigneeId: null, teamId: idOf('south') });
    expect(fixture.row('leads', id)).toMatchObject({ assigneeId: null, teamId: idOf('south') });
  });

  it('leave what identifies one person alone', () => {
    expect(fixture.run('lead.bulkUpdate', { ids, changes: { email: 'x@x.org', firstName: 'X' } })).toEqual([]);
  });

  it('change nothing when one lead is unknown, trashed or would be refused', () => {
    const many = [...ids, idOf('nobody'), idOf('noone')];
    for (const [name, args] of [
      ['lead.bulkUpdate', { ids: many, changes: { priority: 'low' } }],
      ['lead.assign', { ids: many, assigneeId: idOf('rolf') }],
    ] as const) {
      expect(fixture.refusal(name, args)).toMatchObject({
        code: 'UNKNOWN_LEADS',
        details: { ids: [idOf('nobody'), idOf('noone')] },
      });
    }
    expect(fixture.refusal('lead.assign', { ids, assigneeId: idOf('ines') })).toMatchObject({
      code: 'UNKNOWN_ASSIGNEE',
      fields: [{ field: 'assigneeId' }],
    });
    expect(fixture.refusal('lead.bulkUpdate', { ids, changes: { company: '', teamId: idOf('x') } })).toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ field: 'changes.teamId' }],
    });
    fixture.run('lead.trash', { ids: [idOf('bob')] });
    expect(fixture.refusal('lead.assign', { ids, assigneeId: null })).toMatchObject({
      code: 'WRONG_STATE',
      details: { ids: [idOf('bob')] },
    });
    expect(fixture.row('leads', id).updatedAt).toBe(startMs);
  });
});
