// Verifies: SYNC-8 — the journal keeps nothing about rows that went. SYNC-9 — and loses nothing about those that stayed.
import { describe, expect, it } from 'vitest';
import { forgottenName } from '../../core/domain/sync/forgotten.ts';
import { idOf } from '../../core/domain/testing/seed.ts';
import { journalWithout } from './journal-entries.ts';

const [gone, kept, note] = [idOf('gone'), idOf('kept'), idOf('note')];
const without = (name: string, args: unknown) => {
  const rest = journalWithout({ name, args: JSON.stringify(args) }, new Set([gone]));
  return rest && { name: rest.name, args: JSON.parse(rest.args) as unknown };
};
const emptied = { name: forgottenName, args: {} };

describe('journalWithout', () => {
  it.each([
    ['lead.update', { id: gone, changes: { title: { from: 'a', to: 'b' } } }],
    ['note.add', { id: note, leadId: gone, body: 'text' }],
    ['lead.createWithContact', { contact: { id: gone, lastName: 'x' }, lead: { id: kept, lastName: 'x' } }],
    ['lead.bulkUpdate', { ids: [gone], changes: { company: 'x' } }],
    ['lead.changeStage', { moves: [{ id: gone, fromStageId: note }], stageId: note, note: 'text' }],
  ])('empties %s of a row that went', (name, args) => {
    expect(without(name, args)).toEqual(emptied);
  });

  it('takes a row out of what was done to many', () => {
    const changes = { company: 'x' };
    expect(without('lead.bulkUpdate', { ids: [kept, gone], changes })).toEqual({
      name: 'lead.bulkUpdate',
      args: { ids: [kept], changes },
    });
    const moves = [gone, kept].map((id) => ({ id, fromStageId: note }));
    expect(without('lead.changeStage', { moves, stageId: note, note: 'text' })).toMatchObject({
      name: 'lead.changeStage',
      args: { moves: [{ id: kept }] },
    });
  });

  it.each([
    ['lead.update', { id: kept, changes: { contactId: { from: null, to: gone } } }],
    ['note.remove', { id: gone }],
    ['lead.assign', { ids: [gone], assigneeId: kept }],
    [forgottenName, {}],
    ['note.add', null],
  ])('leaves %s as it is when it says nothing about the row', (name, args) => {
    expect(without(name, args)).toBeUndefined();
  });
});
