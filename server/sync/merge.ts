// SYNC-6: every value that lost to a concurrent edit is in `conflicts`.
import { canonicalJson } from '../../core/kernel/canonical-json.ts';
import type { MutatorRegistry } from '../../core/kernel/decide-mutation.ts';
import type { MutationContext, Past } from '../../core/kernel/mutator.ts';
import type { ReadProgram } from '../../core/kernel/reads.ts';
import type { Row, RowChange } from '../../core/kernel/rows.ts';
import { cellValue, conflictRow } from '../../core/domain/conflict/conflict-row.ts';
import { mergeValues, type FieldChange } from '../../core/domain/merge/merge-values.ts';
import { tableNamed } from '../../core/schema/tables.ts';

type EditArgs = { readonly id: string; readonly changes: Readonly<Record<string, FieldChange>> };

/** A mutation's arguments after they have met concurrent edits. */
export type Merged = {
  readonly args: unknown;
  readonly conflicts: readonly RowChange[];
};

/**
 * Merges the arguments of an edit with what others have written since its author saw the row. Per field: already the new value
 * or still the old one → as it is; otherwise it is a concurrent edit and the column's policy decides (docs/sync.md).
 * @param mutation untrusted; arguments that are not an edit's pass through unchanged, `decide` refuses them
 */
export function* mergeConcurrent(
  registry: MutatorRegistry,
  mutation: { readonly name: string; readonly args?: unknown; readonly at: number },
  ctx: MutationContext,
): ReadProgram<Merged> {
  const table = registry.get(mutation.name)?.edits;
  const untouched: Merged = { args: mutation.args, conflicts: [] };
  if (!table || !isEdit(mutation.args)) return untouched;
  const row = (yield { kind: 'get', table, id: mutation.args.id })[0];
  if (!row || !ctx.past) return untouched;
  const merge = new FieldMerge(table, row, ctx, ctx.past);
  for (const [field, change] of Object.entries(mutation.args.changes)) yield* merge.field(field, change);
  return { args: { ...mutation.args, changes: merge.changes }, conflicts: merge.conflicts };
}

function isEdit(args: unknown): args is EditArgs {
  if (args === null || typeof args !== 'object') return false;
  const { id, changes } = args as { id?: unknown; changes?: unknown };
  if (typeof id !== 'string' || changes === null || typeof changes !== 'object') return false;
  return Object.values(changes).every((change) => change !== null && typeof change === 'object' && 'to' in change);
}

class FieldMerge {
  readonly changes: Record<string, FieldChange> = {};
  readonly conflicts: RowChange[] = [];
  readonly #table: string;
  readonly #row: Row;
  readonly #ctx: MutationContext;
  readonly #past: Past;

  constructor(table: string, row: Row, ctx: MutationContext, past: Past) {
    this.#table = table;
    this.#row = row;
    this.#ctx = ctx;
    this.#past = past;
  }

  *field(field: string, change: FieldChange): ReadProgram<void> {
    const column = tableNamed(this.#table).columns[field];
    if (!column) {
      this.changes[field] = change;
      return;
    }
    const current = cellValue(this.#table, field, this.#row[field]);
    // Two people who each add one to a counter have added two, although both wrote the same number.
    if (column.merge !== 'sum' && same(current, change.to)) return;
    if (same(current, change.from) || column.merge === 'rule') {
      this.changes[field] = { from: current, to: change.to };
      return;
    }
    const merged = mergeValues(column.merge, change, current);
    if (merged === undefined) yield* this.#later(field, current, change);
    else this.changes[field] = { from: current, to: merged };
  }

  /** The edit made later by the person's clock wins; the other value goes to `conflicts`. */
  *#later(field: string, current: unknown, change: FieldChange): ReadProgram<void> {
    const other = yield* this.#past.written(this.#table, this.#row, field);
    const mine = { value: change.to, by: this.#ctx.actor.userId, at: this.#ctx.now };
    const mineWins = mine.at >= other.at;
    if (mineWins) this.changes[field] = { from: current, to: change.to };
    const met = mineWins ? { kept: mine, lost: other } : { kept: other, lost: mine };
    this.conflicts.push(conflictRow(this.#ctx, this.#table, this.#row, field, met));
  }
}

function same(a: unknown, b: unknown): boolean {
  return canonicalJson(a ?? null) === canonicalJson(b ?? null);
}
