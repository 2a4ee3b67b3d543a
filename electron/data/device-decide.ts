import { decideMutation } from '../../core/kernel/decide-mutation.ts';
import { derivedUuid } from '../../core/kernel/ids.ts';
import type { Actor, MutationContext } from '../../core/kernel/mutator.ts';
import { always } from '../../core/kernel/predicates.ts';
import type { Read, ReadProgram } from '../../core/kernel/reads.ts';
import { changedRowId, type RowChange } from '../../core/kernel/rows.ts';
import type { Predicate } from '../../core/kernel/predicates.ts';
import { sortableNumber } from '../../core/kernel/sortable-number.ts';
import { mutators } from '../../core/domain/mutators.ts';
import { undoEntries, type UndoEntry } from '../../core/domain/undo/undo-log.ts';

/** What a mutation's decision depended on: it must be replayed when any of it changes underneath. */
export type Touched = { readonly keys: readonly string[]; readonly tables: readonly string[] };

/** A mutation as its rule decided it: what it changes, what the decision depended on, and what takes it back. */
export type Decided = {
  readonly changes: readonly RowChange[];
  readonly touched: Touched;
  readonly undo: readonly UndoEntry[];
};

export type DeviceMutation = {
  readonly seq: number;
  readonly name: string;
  readonly args: unknown;
  readonly at: number;
  /** What the person did, where several mutations are one action. */
  readonly action?: string | undefined;
};

/** Names a mutation across devices. */
export const mutationId = (clientId: string, seq: number): string => `${clientId}:${sortableNumber(seq)}`;

/** Names a row across tables. */
export const rowKey = (table: string, id: string): string => `${table}:${id}`;

/** The context of a mutation on a device: it holds nothing but what its person may see. */
export function deviceContext(mutation: DeviceMutation, clientId: string, actor: Actor): MutationContext {
  return {
    actor,
    now: mutation.at,
    newId: (label) => derivedUuid(clientId, String(mutation.seq), label),
    origin: 'device',
    visibleLeads: always,
    visibleOwned: () => always,
  };
}

/**
 * Runs a mutator's rule and records what it read and wrote, and what takes it back.
 * @throws DomainError as the rule does
 */
export function* decideRecorded(
  mutation: DeviceMutation,
  clientId: string,
  ctx: MutationContext,
): ReadProgram<Decided> {
  const keys = new Set<string>();
  const tables = new Set<string>();
  const program = decideMutation(mutators, mutation.name, mutation.args, ctx);
  let step = program.next();
  while (!step.done) {
    recordRead(step.value, keys, tables);
    step = program.next(yield step.value);
  }
  for (const change of step.value) keys.add(rowKey(change.table, changedRowId(change)));
  const { action, at } = mutation;
  const by = { id: mutationId(clientId, mutation.seq), action, userId: ctx.actor.userId, at };
  const undo = yield* undoEntries(step.value, by);
  return { changes: step.value, touched: { keys: [...keys], tables: [...tables] }, undo };
}

function recordRead(read: Read, keys: Set<string>, tables: Set<string>): void {
  switch (read.kind) {
    case 'get':
      keys.add(rowKey(read.table, read.id));
      return;
    case 'getMany':
      for (const id of read.ids) keys.add(rowKey(read.table, id));
      return;
    case 'range':
    case 'first':
      recordRange(read.table, read.range.where, keys, tables);
      return;
    case 'count':
      recordRange(read.table, read.where, keys, tables);
  }
}

/** A range that names its rows depends on those rows only; any other on its whole table. */
function recordRange(table: string, where: Predicate, keys: Set<string>, tables: Set<string>): void {
  const parts = where.kind === 'all' ? where.of : [where];
  for (const part of parts) {
    if (part.kind === 'compare' && part.op === '=' && part.column === 'id') {
      keys.add(rowKey(table, String(part.value)));
      return;
    }
    if (part.kind === 'in' && part.column === 'id') {
      for (const id of part.values) keys.add(rowKey(table, String(id)));
      return;
    }
  }
  tables.add(table);
}
