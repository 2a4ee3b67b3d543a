import { all, eq } from '../../kernel/predicates.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { Value } from '../../kernel/rows.ts';
import { first, range } from '../../schema/typed-reads.ts';
import type { KeptBack, Reversal, RowState } from './reversal.ts';
import type { UndoChange } from './undo-log.ts';

/** Finds out who changed what an undo keeps: from what this home has run itself, else from the lead's history. */
export function* withAuthors(kept: readonly KeptBack[], reversal: Reversal): ReadProgram<readonly KeptBack[]> {
  const named: KeptBack[] = [];
  for (const one of kept) {
    const state = reversal.states.get(`${one.entity}:${one.entityId}`)!;
    const known =
      one.by ?? (one.reason === 'changed' || one.reason === 'gone' ? yield* authorOf(state, one.field) : null);
    named.push({ ...one, by: known });
  }
  return named;
}

function* authorOf(state: RowState, field: string | null): ReadProgram<string | null> {
  return (yield* lastLogged(state, field)) ?? (yield* lastTold(state, field));
}

/** The last mutation of this home that made the field, or any of the row, what it is. */
function* lastLogged({ table, id, scopeId, current }: RowState, field: string | null): ReadProgram<string | null> {
  const entries = yield* range('undoLog', {
    where: all(eq('scopeId', scopeId), eq('entityId', id), eq('entity', table)),
  });
  const newest = entries.toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
  const found = newest.find((entry) =>
    wrote(JSON.parse(entry.change) as UndoChange, field, current?.[field ?? ''] ?? null),
  );
  return found?.userId ?? null;
}

function wrote(change: UndoChange, field: string | null, value: Value): boolean {
  if (change.op === 'patch') return field === null || change.fields[field]?.[1] === value;
  return change.op === 'delete';
}

function* lastTold({ table, scopeId }: RowState, field: string | null): ReadProgram<string | null> {
  if (table !== 'leads') return null;
  const where = field === null ? eq('leadId', scopeId) : all(eq('leadId', scopeId), eq('field', field));
  const entry = yield* first('history', { where, order: [{ column: 'at', direction: 'desc' }] });
  return entry?.userId ?? null;
}
