import { beforeEach, describe, expect, it } from 'vitest';
import { eq } from '../../kernel/predicates.ts';
import { dayMs, Fixture, hourMs, seeing, startMs } from '../testing/fixture.ts';
import { idOf } from '../testing/seed.ts';

let fixture: Fixture;
const [ann, anna, merge] = [idOf('ann'), idOf('anna'), idOf('merge')];
const args = { id: ann, mergedId: anna, mergeId: merge };
beforeEach(() => {
  fixture = new Fixture();
  fixture.lead('ann', { lastName: 'Lee', email: 'ann@x.org', phones: ['+49 30 1', '112'], title: 'Buyer' });
  const other = { lastName: 'Li', phones: ['+49 (30) 1', '+49 40 2'], company: 'Lee & Sons', title: 'Owner' };
  fixture.lead('anna', { ...other, valueMinor: 100, currency: 'USD', assigneeId: idOf('rolf') });
  fixture.run('note.add', { id: idOf('note'), leadId: anna, body: 'first' });
  fixture.run('note.edit', { id: idOf('note'), changes: { body: { from: 'first', to: 'second' } } });
  fixture.run('activity.log', { id: idOf('call'), leadId: anna, type: 'CALL' });
  const slot = { ownerId: idOf('rita'), startAt: startMs + dayMs, endAt: startMs + dayMs + hourMs };
  fixture.run('appointment.create', { id: idOf('visit'), leadId: anna, ...slot });
  fixture.run('leadProduct.add', { id: idOf('line'), leadId: anna, productId: idOf('anchor'), quantity: 2 });
  fixture.run('opportunity.create', { id: idOf('deal'), name: 'Deal', leadId: anna });
  fixture.run('lead.setBusinesses', { id: anna, add: [idOf('ropes'), idOf('paints')] });
  fixture.run('lead.setBusinesses', { id: ann, add: [idOf('ropes')] });
  fixture.run('lead.addMember', { leadId: anna, userId: idOf('mona'), role: 'expert' });
});

const leadOf = (table: 'notes' | 'activities' | 'appointments' | 'leadProducts' | 'opportunities', name: string) =>
  fixture.row(table, idOf(name)).leadId;
const hanging = () => [
  ...[leadOf('notes', 'note'), fixture.rows('noteRevisions')[0]!.leadId, leadOf('activities', 'call')],
  ...[leadOf('appointments', 'visit'), leadOf('leadProducts', 'line'), leadOf('opportunities', 'deal')],
];
const businessesOf = (id: string) =>
  fixture.rows('leadBusinesses').flatMap((row) => (row.leadId === id ? row.businessId : []));

describe('lead.merge', () => {
  it('moves what hangs on the merged lead, fills what is empty, unites numbers, and trashes it', () => {
    fixture.run('lead.merge', args);
    expect(hanging()).toEqual(Array.from({ length: 6 }, () => ann));
    expect(fixture.row('leads', ann)).toMatchObject({
      ...{ lastName: 'Lee', title: 'Buyer', email: 'ann@x.org', company: 'Lee & Sons' },
      // The amount brings its currency; who works on the lead stays.
      ...{ phones: '["+49 30 1","112","+49 40 2"]', valueMinor: 100, currency: 'USD', assigneeId: null },
    });
    expect(fixture.row('leads', anna)).toMatchObject({ state: 'trashed', trashedAt: startMs, duplicateOfId: ann });
    expect(businessesOf(ann).toSorted()).toEqual([idOf('ropes'), idOf('paints')].toSorted());
    expect(fixture.rows('leadMembers').filter((row) => row.leadId === ann)).toMatchObject([
      { userId: idOf('mona'), role: 'expert' },
    ]);
    expect(fixture.history(ann)).toContain(`merged - ${anna} -`);
    expect(fixture.history(anna)).toContain(`mergedInto - - ${ann}`);
  });

  it('takes the fields that are asked for, phones and assignee too', () => {
    fixture.run('lead.merge', { ...args, take: ['title', 'email', 'phones', 'assigneeId'] });
    expect(fixture.row('leads', ann)).toMatchObject({
      ...{ title: 'Owner', email: null, assigneeId: idOf('rolf') },
      phones: '["+49 (30) 1","+49 40 2"]',
    });
  });

  it('is taken back: everything is as before, but that the two are suspected of being one', () => {
    const before = fixture.store.snapshot();
    const rows = (name: 'leads' | 'notes' | 'leadBusinesses' | 'leadMembers' | 'opportunities' | 'appointments') =>
      [...before.get(name)!.values()].map((row) => ({ ...row, updatedAt: 0, duplicateOfId: null }));
    fixture.run('lead.merge', { ...args, take: ['title'] });
    fixture.run('lead.unmerge', { id: merge });
    for (const table of ['leads', 'notes', 'leadBusinesses', 'leadMembers', 'opportunities', 'appointments'] as const) {
      const now = fixture.rows(table).map((row) => ({ ...row, updatedAt: 0, duplicateOfId: null }));
      expect(now).toEqual(rows(table).toSorted((a, b) => (a.id < b.id ? -1 : 1)));
    }
    expect(fixture.row('leads', anna).duplicateOfId).toBe(ann);
    expect(fixture.row('leadMerges', merge)).toMatchObject({ undoneAt: startMs, undoneBy: idOf('rita') });
    expect(fixture.refusal('lead.unmerge', { id: merge })).toMatchObject({
      code: 'WRONG_STATE',
      details: { state: 'undone' },
    });
  });

  it('keeps, when it is taken back, what others have changed and added since', () => {
    fixture.run('lead.merge', args);
    fixture.run('lead.update', { id: ann, changes: { company: { from: 'Lee & Sons', to: 'Lee' } } });
    fixture.run('note.add', { id: idOf('later'), leadId: ann, body: 'later' });
    fixture.run('note.remove', { id: idOf('note') });
    fixture.run('lead.unmerge', { id: merge });
    expect(fixture.row('leads', ann)).toMatchObject({ company: 'Lee', valueMinor: null, phones: '["+49 30 1","112"]' });
    expect(leadOf('notes', 'later')).toBe(ann);
    expect(fixture.find('notes', idOf('note'))).toBeUndefined();
    expect(leadOf('activities', 'call')).toBe(anna);
  });

  it('is undone like any other action', () => {
    const before = hanging();
    fixture.run('lead.merge', args);
    fixture.run('action.undo', { of: fixture.lastAction });
    expect(hanging()).toEqual(before);
    expect(fixture.row('leads', anna)).toMatchObject({ state: 'active', trashedAt: null });
    expect(fixture.rows('leadMerges')).toEqual([]);
  });

  it('refuses the lead itself, leads that are not there, in the trash or converted, and a used id', () => {
    const before = fixture.store.snapshot();
    expect(fixture.refusal('lead.merge', { ...args, mergedId: ann })).toMatchObject({
      fields: [{ field: 'mergedId', code: 'same' }],
    });
    expect(fixture.refusal('lead.merge', { ...args, mergedId: idOf('x') }).code).toBe('NOT_FOUND');
    expect(fixture.refusal('lead.merge', args, seeing(eq('id', ann))).code).toBe('NOT_FOUND');
    expect(fixture.refusal('lead.merge', { ...args, take: ['stageId'] }).code).toBe('VALIDATION_FAILED');
    expect(fixture.refusal('lead.unmerge', { id: idOf('x') }).code).toBe('NOT_FOUND');
    expect(fixture.store.snapshot()).toEqual(before);
    fixture.run('lead.convert', { id: anna });
    expect(fixture.refusal('lead.merge', args)).toMatchObject({
      code: 'WRONG_STATE',
      details: { status: 'converted' },
    });
    fixture.lead('third');
    fixture.run('lead.merge', { ...args, mergedId: idOf('third') });
    fixture.lead('fourth');
    expect(fixture.refusal('lead.merge', { ...args, mergedId: idOf('fourth') }).code).toBe('ID_TAKEN');
    expect(fixture.refusal('lead.merge', { ...args, mergedId: idOf('third'), mergeId: idOf('m2') })).toMatchObject({
      code: 'WRONG_STATE',
      details: { state: 'trashed' },
    });
  });
});
