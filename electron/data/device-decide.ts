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

/** Records what a decision depends on, also when it ends in a refusal. */
export class TouchRecorder {
  readonly #keys = new Set<string>();
  readonly #tables = new Set<string>();

  get touched(): Touched {
    return { keys: [...this.#keys], tables: [...this.#tables] };
  }

  read(read: Read): void {
    switch (read.kind) {
      case 'get':
        this.row(read.table, read.id);
        return;
      case 'getMany':
        for (const id of read.ids) this.row(read.table, id);
        return;
      case 'range':
      case 'first':
        this.#range(read.table, read.range.where);
        return;
      case 'count':
        this.#range(read.table, read.where);
    }
  }

  row(table: string, id: string): void {
    this.#keys.add(rowKey(table, id));
  }

  /** A range that names its rows depends on those rows only; any other on its whole table. */
  #range(table: string, where: Predicate): void {
    const parts = where.kind === 'all' ? where.of : [where];
    for (const part of parts) this.#inner(part);
    for (const part of parts) {
      if (part.kind === 'compare' && part.op === '=' && part.column === 'id') {
        this.row(table, String(part.value));
        return;
      }
      if (part.kind === 'in' && part.column === 'id') {
        for (const id of part.values) this.row(table, String(id));
        return;
      }
    }
    this.#tables.add(table);
  }

  /** Tables that a condition looks into. */
  #inner(predicate: Predicate): void {
    if (predicate.kind === 'all' || predicate.kind === 'any') for (const part of predicate.of) this.#inner(part);
    else if (predicate.kind === 'not') this.#inner(predicate.of);
    else if (predicate.kind === 'exists') {
      this.#tables.add(predicate.table);
      this.#inner(predicate.where);
    }
  }
}

/**
 * Runs a mutator's rule and records what it read and wrote, and what takes it back.
 * @param recorder is told what the rule reads, as far as it comes
 * @throws DomainError as the rule does
 */
export function* decideRecorded(
  mutation: DeviceMutation,
  clientId: string,
  ctx: MutationContext,
  recorder = new TouchRecorder(),
): ReadProgram<Decided> {
  const program = decideMutation(mutators, mutation.name, mutation.args, ctx);
  let step = program.next();
  while (!step.done) {
    recorder.read(step.value);
    step = program.next(yield step.value);
  }
  for (const change of step.value) recorder.row(change.table, changedRowId(change));
  const { action, at } = mutation;
  const by = { id: mutationId(clientId, mutation.seq), action, userId: ctx.actor.userId, at };
  const undo = yield* undoEntries(step.value, by);
  return { changes: step.value, touched: recorder.touched, undo };
}
