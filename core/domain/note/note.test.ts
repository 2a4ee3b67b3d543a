import { beforeEach, describe, expect, it } from 'vitest';
import { never } from '../../kernel/predicates.ts';
import { Fixture, hourMs, seeing, startMs, to } from '../testing/fixture.ts';
import { idOf } from '../testing/seed.ts';

let fixture: Fixture;
const leadId = idOf('ann');
const id = idOf('note');
const asRolf = { actor: { userId: idOf('rolf'), role: 'rep' } } as const;
beforeEach(() => {
  fixture = new Fixture();
  fixture.lead('ann');
});

const add = (body = 'Wants a quote', overrides = {}) => fixture.run('note.add', { id, leadId, body }, overrides);
const edit = (body: string, overrides = {}) =>
  fixture.run('note.edit', { id, changes: to({ body }) }, { now: startMs + hourMs, ...overrides });

describe('note.add', () => {
  it('writes a note, markup included', () => {
    add(' <script>x</script> ');
    expect(fixture.row('notes', id)).toMatchObject({
      leadId,
      body: '<script>x</script>',
      authorId: idOf('rita'),
      createdAt: startMs,
      editedAt: null,
    });
    expect(fixture.history(leadId)).toContain(`noteAdded - - ${id}`);
  });

  it('takes 1 to 10,000 characters', () => {
    add('x'.repeat(10_000));
    for (const body of ['', '   ', 'x'.repeat(10_001), 'a\0b']) {
      expect(fixture.refusal('note.add', { id: idOf('n2'), leadId, body })).toMatchObject({
        code: 'VALIDATION_FAILED',
        fields: [{ field: 'body' }],
      });
    }
  });

  it('refuses ids in use, unseen leads and trashed ones, unless it was written before that', () => {
    add();
    const again = { id, leadId, body: 'x' };
    expect(fixture.refusal('note.add', again).code).toBe('ID_TAKEN');
    expect(fixture.refusal('note.add', again, seeing(never)).code).toBe('NOT_FOUND');
    fixture.run('lead.trash', { ids: [leadId] });
    const other = { ...again, id: idOf('n2') };
    expect(fixture.refusal('note.add', other)).toMatchObject({ code: 'WRONG_STATE', details: { state: 'trashed' } });
    fixture.run('note.add', other, { origin: 'sync' });
  });
});

describe('note.edit and note.remove', () => {
  it('keep what the note said before', () => {
    add('One');
    edit('Two');
    expect(fixture.row('notes', id)).toMatchObject({ body: 'Two', editedAt: startMs + hourMs });
    expect(fixture.rows('noteRevisions')).toMatchObject([{ noteId: id, body: 'One', replacedBy: idOf('rita') }]);
    expect(edit(' Two ')).toEqual([]);
    expect(fixture.run('note.edit', { id, changes: {} })).toEqual([]);
  });

  it('are for the author only', () => {
    add();
    expect(fixture.refusal('note.edit', { id, changes: to({ body: 'x' }) }, asRolf)).toMatchObject({
      code: 'NOT_AUTHOR',
      details: { id, authorId: idOf('rita') },
    });
    expect(fixture.refusal('note.remove', { id }, asRolf).code).toBe('NOT_AUTHOR');
    expect(fixture.refusal('note.remove', { id: idOf('x') }).code).toBe('NOT_FOUND');
    expect(fixture.refusal('note.remove', { id }, seeing(never)).code).toBe('NOT_FOUND');
  });

  it('delete a note with its past', () => {
    add();
    edit('Two');
    fixture.run('note.remove', { id });
    expect(fixture.rows('notes')).toEqual([]);
    expect(fixture.rows('noteRevisions')).toEqual([]);
    expect(fixture.history(leadId)).toContain(`noteRemoved - ${id} -`);
  });
});
