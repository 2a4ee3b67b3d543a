import { beforeEach, describe, expect, it } from 'vitest';
import { organizationId } from '../../schema/people.ts';
import { asAdmin, Fixture, to } from '../testing/fixture.ts';
import { idOf } from '../testing/seed.ts';
import { builtInPriorityId, prioritiesOf } from './priorities.ts';

let fixture: Fixture;
beforeEach(() => {
  fixture = new Fixture();
});
const run = (name: string, args: unknown) => fixture.run(name, args, asAdmin);
const refusal = (name: string, args: unknown) => fixture.refusal(name, args, asAdmin);
const names = () => prioritiesOf(fixture.rows('leadPriorities')).map(({ name }) => name);
const high = builtInPriorityId('high');

describe('priorities', () => {
  it('are four, and those an organization adds', () => {
    expect(names()).toEqual(['Low', 'Medium', 'High', 'Critical']);
    run('priority.create', { id: idOf('now'), name: 'Drop everything' });
    run('priority.create', { id: idOf('mid'), name: 'Rather high', rank: 25, color: 'pink' });
    expect(names()).toEqual(['Low', 'Medium', 'Rather high', 'High', 'Critical', 'Drop everything']);
    fixture.lead('ann', { priority: idOf('now') });
    expect(fixture.row('leads', idOf('ann')).priority).toBe(idOf('now'));
    expect(refusal('priority.create', { id: idOf('x'), name: 'hígh' })).toMatchObject({
      code: 'NAME_TAKEN',
      fields: [{ field: 'name' }],
    });
    expect(refusal('priority.create', { id: idOf('now'), name: 'X' }).code).toBe('ID_TAKEN');
    expect(refusal('priority.create', { id: idOf('x'), name: 'X', color: 'plaid' }).code).toBe('VALIDATION_FAILED');
  });

  it('of the four can be changed, and changed back by undo', () => {
    fixture.lead('ann', { priority: 'high' });
    run('priority.update', { id: high, changes: to({ name: 'Urgent', rank: 99 }) });
    expect(names()).toEqual(['Low', 'Medium', 'Critical', 'Urgent']);
    expect(run('priority.update', { id: high, changes: to({ name: 'Urgent' }) })).toEqual([]);
    expect(fixture.row('leads', idOf('ann')).priority).toBe('high');
    run('priority.update', { id: high, changes: to({ rank: 30 }) });
    expect(names()).toEqual(['Low', 'Medium', 'Urgent', 'Critical']);
    expect(refusal('priority.update', { id: high, changes: to({ name: 'low' }) })).toMatchObject({
      code: 'NAME_TAKEN',
      fields: [{ field: 'changes.name.to' }],
    });
    expect(refusal('priority.update', { id: idOf('x'), changes: {} }).code).toBe('NOT_FOUND');
  });

  it('that are put away stay with their leads and are no choice any more', () => {
    fixture.lead('ann', { priority: 'high' });
    run('priority.archive', { id: high });
    expect(fixture.refusal('lead.create', { id: idOf('b'), lastName: 'B', priority: 'high' })).toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ field: 'priority', code: 'unknown' }],
    });
    fixture.run('lead.update', { id: idOf('ann'), changes: to({ title: 'Captain', priority: 'high' }) });
    expect(
      fixture.refusal('lead.bulkUpdate', { ids: [fixture.lead('cleo')], changes: { priority: 'high' } }),
    ).toMatchObject({ fields: [{ field: 'changes.priority' }] });
    fixture.run('lead.create', { id: idOf('d'), lastName: 'D', priority: 'high' }, { origin: 'sync' });
    expect(refusal('priority.archive', { id: builtInPriorityId('medium') })).toMatchObject({ code: 'WRONG_STATE' });
    run('priority.archive', { id: high, archived: 0 });
    fixture.lead('eve', { priority: 'high' });
  });

  it.each(['urgent', '', idOf('nothing')])('refuse %j', (priority) => {
    expect(fixture.refusal('lead.create', { id: idOf('b'), lastName: 'B', priority })).toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ field: 'priority' }],
    });
  });

  it('of new leads are what the organization says', () => {
    const usual = (key: string | null) => ({ id: organizationId, changes: to({ defaultPriority: key }) });
    run('organization.update', usual('low'));
    fixture.lead('ann');
    expect(fixture.row('leads', idOf('ann')).priority).toBe('low');
    expect(refusal('organization.update', usual(idOf('nothing')))).toMatchObject({
      fields: [{ field: 'changes.defaultPriority.to' }],
    });
    expect(refusal('priority.archive', { id: builtInPriorityId('low') }).code).toBe('WRONG_STATE');
    run('organization.update', usual(null));
    fixture.lead('bob');
    expect(fixture.row('leads', idOf('bob')).priority).toBe('medium');
  });
});
