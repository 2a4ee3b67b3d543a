// SYNC-6: every value that lost to a concurrent edit is in `conflicts`.
import { canonicalJson } from '../../core/kernel/canonical-json.ts';
import type { MutatorRegistry } from '../../core/kernel/decide-mutation.ts';
import type { MutationContext } from '../../core/kernel/mutator.ts';
import { write, type Program, type ReadProgram } from '../../core/kernel/reads.ts';
import type { Row, RowChange, Value } from '../../core/kernel/rows.ts';
import { mergeValues, type FieldChange } from '../../core/domain/merge/merge-values.ts';
import { tableNamed, type RowOf } from '../../core/schema/tables.ts';
import { get, insert } from '../../core/schema/typed-reads.ts';

type EditArgs = { readonly id: string; readonly changes: Readonly<Record<string, FieldChange>> };

/** A mutation's arguments after they have met concurrent edits. */
export type Merged = {
  readonly args: unknown;
  readonly conflicts: readonly RowChange[];
  /** Keys `table:id:field` of the fields this mutation edits, for the field clock. */
  readonly fields: readonly string[];
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
  const untouched: Merged = { args: mutation.args, conflicts: [], fields: [] };
  if (!table || !isEdit(mutation.args)) return untouched;
  const row = (yield { kind: 'get', table, id: mutation.args.id })[0];
  if (!row) return untouched;
  const merge = new FieldMerge(table, row, ctx);
  for (const [field, change] of Object.entries(mutation.args.changes)) yield* merge.field(field, change);
  return { args: { ...mutation.args, changes: merge.changes }, conflicts: merge.conflicts, fields: merge.fields };
}

/** Notes when each field was edited and by whom: what the next concurrent edit is judged by. */
export function* recordFieldTimes(merged: Merged, ctx: MutationContext): Program<void> {
  yield* write(
    merged.fields.map((id) => ({
      op: 'put' as const,
      table: 'fieldClock',
      row: { id, at: ctx.now, by: ctx.actor.userId },
    })),
  );
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
  readonly fields: string[] = [];
  readonly #table: string;
  readonly #row: Row;
  readonly #ctx: MutationContext;

  constructor(table: string, row: Row, ctx: MutationContext) {
    this.#table = table;
    this.#row = row;
    this.#ctx = ctx;
  }

  *field(field: string, change: FieldChange): ReadProgram<void> {
    const column = tableNamed(this.#table).columns[field];
    if (!column) {
      this.changes[field] = change;
      return;
    }
    const current = parsed(this.#row[field] ?? null, column.kind);
    const key = `${this.#table}:${this.#row.id}:${field}`;
    // Two people who each add one to a counter have added two, although both wrote the same number.
    if (column.merge !== 'sum' && same(current, change.to)) return;
    if (same(current, change.from) || column.merge === 'rule') {
      this.#accept(field, key, current, change.to);
      return;
    }
    const merged = mergeValues(column.merge, change, current);
    if (merged !== undefined) {
      this.#accept(field, key, current, merged);
      return;
    }
    const clock = yield* get('fieldClock', key);
    yield* this.#later(field, key, current, change, clock);
  }

  #accept(field: string, key: string, from: unknown, to: unknown): void {
    this.changes[field] = { from, to };
    this.fields.push(key);
  }

  /** The edit made later by the person's clock wins; the other value goes to `conflicts`. */
  *#later(
    field: string,
    key: string,
    current: unknown,
    change: FieldChange,
    clock: RowOf<'fieldClock'> | undefined,
  ): ReadProgram<void> {
    const other = { value: current, by: clock?.by ?? this.#row['createdBy'], at: clock?.at ?? 0 };
    const mine = { value: change.to, by: this.#ctx.actor.userId, at: this.#ctx.now };
    const mineWins = mine.at >= other.at;
    if (mineWins) this.#accept(field, key, current, change.to);
    const [kept, lost] = mineWins ? [mine, other] : [other, mine];
    const leadId = this.#table === 'leads' ? this.#row.id : this.#row['leadId'];
    if (typeof leadId !== 'string') return;
    this.conflicts.push(
      insert('conflicts', {
        id: this.#ctx.newId(`conflict:${field}`),
        leadId,
        entity: this.#table,
        entityId: this.#row.id,
        field,
        keptValue: JSON.stringify(kept.value ?? null),
        otherValue: JSON.stringify(lost.value ?? null),
        keptBy: String(kept.by),
        otherBy: String(lost.by),
        keptAt: kept.at,
        otherAt: lost.at,
      }),
    );
  }
}

function parsed(value: Value, kind: string): unknown {
  return kind === 'json' && typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
}

function same(a: unknown, b: unknown): boolean {
  return canonicalJson(a ?? null) === canonicalJson(b ?? null);
}
