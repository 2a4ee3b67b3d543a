import { compareRows } from '../../../core/kernel/memory-store.ts';
import { eq, isIn, matches, type RowLookup } from '../../../core/kernel/predicates.ts';
import type { Range } from '../../../core/kernel/reads.ts';
import type { Row, Value } from '../../../core/kernel/rows.ts';
import type { CachedTable, KnownRange } from './cached-table.ts';
import { pinOf, pinsOf, tablesWithin } from './range-shape.ts';
import type { TransactionRows } from './transaction-rows.ts';

/** Pending rows of a table beyond which they are sent before a range is read, rather than laid over it. */
const maxOverlay = 500;
/** Most rows fetched for one `exists` to be decided in memory; with more, the database decides. */
const maxRowsPerLookup = 1000;

/** A value of a column whose rows were needed and not known. */
type Missing = { readonly table: string; readonly column: string; readonly value: Value };

/** Answers ranges from memory where everything they could contain is known, and otherwise with one statement. */
export class RangeReader {
  readonly #rows: TransactionRows;

  constructor(rows: TransactionRows) {
    this.#rows = rows;
  }

  async read(name: string, range: Range): Promise<readonly Row[]> {
    const table = this.#rows.table(name);
    const known = await this.#fromMemory(table, range);
    if (known) return known;
    const within = tablesWithin(range.where);
    if (within.length === 0) return this.#overlaid(table, range);
    await this.#rows.flush([name, ...within]);
    return this.#fetch(table, range);
  }

  /** Rows by their ids, or by a value that an earlier range has brought all rows of. */
  async #fromMemory(table: CachedTable, range: Range): Promise<readonly Row[] | undefined> {
    for (const { column, values } of pinsOf(range.where)) {
      if (column === 'id') await this.#rows.load(table, values.map(String));
      const found = values.map((value) => table.rowsWith(column, value));
      if (found.every((rows) => rows !== undefined)) return this.#filtered([...new Set(found.flat())], range);
    }
    return undefined;
  }

  async #filtered(candidates: readonly Row[], range: Range): Promise<readonly Row[] | undefined> {
    // Each round decides everything that the rows known so far allow; a predicate nests only so deep.
    for (;;) {
      const missing: Missing[] = [];
      const lookup: RowLookup = (table, column, value) => {
        const rows = this.#rows.table(table).rowsWith(column, value);
        if (!rows) missing.push({ table, column, value });
        return rows ?? [];
      };
      const found = candidates.filter((row) => matches(range.where, row, lookup));
      if (missing.length === 0) return limited(found, range);
      if (!(await this.#loadMissing(missing))) return undefined;
    }
  }

  /** @returns false when there are too many rows to fetch */
  async #loadMissing(missing: readonly Missing[]): Promise<boolean> {
    for (const group of Map.groupBy(missing, ({ table, column }) => `${table}.${column}`).values()) {
      const { table: name, column } = group[0]!;
      const values = [...new Set(group.map(({ value }) => value))];
      const table = this.#rows.table(name);
      if (column === 'id') {
        await this.#rows.load(table, values.map(String));
        continue;
      }
      const range = {
        where: values.length === 1 ? eq(column, values[0]!) : isIn(column, values),
        limit: maxRowsPerLookup + 1,
      };
      const rows = await this.#rows.select({ kind: 'range', table: name, range });
      for (const row of rows) table.remember(row);
      if (rows.length > maxRowsPerLookup) return false;
      table.cover(column, values);
    }
    return true;
  }

  /** The database's answer of before, or of now, with the changes that it has not been sent. */
  async #overlaid(table: CachedTable, range: Range): Promise<readonly Row[]> {
    if (table.pending.size > maxOverlay) await this.#rows.flush([table.spec.name]);
    const stands = (row: Row): boolean => !table.pending.has(row.id);
    const key = JSON.stringify(range);
    let answer = table.ranges.get(key);
    if (!answer || (answer.cut && answer.rows.filter(stands).length < range.limit!)) {
      answer = await this.#fetchKnown(table, range);
      table.ranges.set(key, answer);
    }
    if (table.pending.size === 0) return answer.rows.slice(0, range.limit);
    const pending = [...table.pending.keys()].flatMap((id) => table.row(id) ?? []);
    const added = pending.filter((row) => matches(range.where, row, () => []));
    return limited([...answer.rows.filter(stands), ...added], range);
  }

  /** Fetches as many rows more as pending changes might take away. */
  async #fetchKnown(table: CachedTable, range: Range): Promise<KnownRange> {
    if (range.limit === undefined) return { rows: await this.#fetch(table, range), cut: false };
    const limit = range.limit + table.pending.size;
    const rows = await this.#fetch(table, { ...range, limit });
    return { rows, cut: rows.length === limit };
  }

  async #fetch(table: CachedTable, range: Range): Promise<readonly Row[]> {
    const rows = await this.#rows.select({ kind: 'range', table: table.spec.name, range });
    for (const row of rows) table.remember(row);
    const pin = range.limit === undefined ? pinOf(range.where) : undefined;
    if (pin) table.cover(pin.column, pin.values);
    return rows;
  }
}

function limited(rows: readonly Row[], range: Range): readonly Row[] {
  return rows.toSorted((a, b) => compareRows(a, b, range)).slice(0, range.limit);
}
