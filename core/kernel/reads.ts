import type { Predicate } from './predicates.ts';
import type { Row, RowBlock, StoreChange } from './rows.ts';

/** A bounded, ordered set of rows of one table. Ties are always broken by `id`, so that every home gives the same order. */
export type Range = {
  readonly where: Predicate;
  /** Columns to order by; they must not hold NULL, because homes place NULL differently. Default: `id` ascending. */
  readonly order?: readonly { readonly column: string; readonly direction: 'asc' | 'desc' }[];
  /** Most rows to answer with; all when absent. */
  readonly limit?: number;
};

/** The whole vocabulary in which rules ask for rows. Every read answers with an array (of at most one row for `get` and `first`, of exactly one for `count`). */
export type Read =
  | { readonly kind: 'get'; readonly table: string; readonly id: string }
  | { readonly kind: 'getMany'; readonly table: string; readonly ids: readonly string[] }
  | { readonly kind: 'range'; readonly table: string; readonly range: Range }
  | { readonly kind: 'first'; readonly table: string; readonly range: Range }
  /** Answers one row `{ id: 'count', count }`. */
  | { readonly kind: 'count'; readonly table: string; readonly where: Predicate };

export type Write = { readonly kind: 'write'; readonly changes: readonly StoreChange[] };

/** Puts a whole block of rows: a first sync, where object by object would cost more than the rows. */
export type Load = { readonly kind: 'load'; readonly block: RowBlock };

/**
 * A computation over a store, written once as a generator: it yields reads (and, outside mutators, writes) and is resumed
 * with rows. `runSync` drives it inside a SQLite or memory transaction, the server's stores drive the same programs on PostgreSQL.
 */
export type Program<Result, Op extends Read | Write | Load = Read | Write> = Generator<Op, Result, readonly Row[]>;

/** A program of a device's store, which can also load blocks. */
export type DeviceProgram<Result> = Program<Result, Read | Write | Load>;

/** A program that only reads: what `decide` is made of. */
export type ReadProgram<Result> = Program<Result, Read>;

/**
 * Applies changes from within a program.
 * @param changes applied in order, all or nothing with the surrounding transaction
 */
export function* write(changes: readonly StoreChange[]): Program<void> {
  if (changes.length > 0) yield { kind: 'write', changes };
}

/** Puts the rows of a block, each whole, from within a device's program. */
export function* load(block: RowBlock): DeviceProgram<void> {
  if (block.rows.length > 0) yield { kind: 'load', block };
}
