import { compareValues, matches, type Predicate, type RowLookup } from './predicates.ts';
import type { Range, Read } from './reads.ts';
import { applyChange, changedRowId, rowsOfBlock, type Row, type StoreChange, type Value } from './rows.ts';
import type { SyncStore, SyncTransaction, TableSpec } from './store.ts';

type Table = {
  readonly spec: TableSpec;
  readonly rows: Map<string, Row>;
  /** Single-column index per column that an equality was ever asked for: value → ids. */
  readonly byColumn: Map<string, Map<Value, Set<string>>>;
  /** Per column that was ever asked for from a value on: no number in it is larger. Rows that go leave it as it is. */
  readonly largest: Map<string, number>;
};

/** A whole store as plain data; what a simulated disk keeps. Rows are immutable, so a copy of the maps is a snapshot. */
export type MemorySnapshot = ReadonlyMap<string, ReadonlyMap<string, Row>>;

/**
 * The store that tests and the simulator run on: the reference that the SQLite and PostgreSQL stores are compared with.
 * Transactions roll back on a throw; nesting is refused as a bug.
 */
export class MemoryStore implements SyncStore {
  readonly #tables = new Map<string, Table>();
  #undo: (() => void)[] | undefined;

  /** @param specs every table the store holds */
  constructor(specs: Iterable<TableSpec>) {
    for (const spec of specs)
      this.#tables.set(spec.name, { spec, rows: new Map(), byColumn: new Map(), largest: new Map() });
  }

  transaction<Result>(run: (transaction: SyncTransaction) => Result): Result {
    if (this.#undo) throw new Error('transactions do not nest');
    const undo: (() => void)[] = [];
    this.#undo = undo;
    try {
      return run({
        read: (read) => this.#read(read),
        write: (changes) => this.#write(changes),
        load: (block) => this.#write(rowsOfBlock(block).map((row) => ({ op: 'put', table: block.table, row }))),
      });
    } catch (cause) {
      while (undo.length > 0) undo.pop()!();
      throw cause;
    } finally {
      this.#undo = undefined;
    }
  }

  /** @returns the rows as they stand, unaffected by what happens later */
  snapshot(): MemorySnapshot {
    return new Map([...this.#tables].map(([name, table]) => [name, new Map(table.rows)]));
  }

  /** Puts every row back as a snapshot has it: a disk after a crash. */
  restore(snapshot: MemorySnapshot): void {
    for (const [name, table] of this.#tables) {
      table.rows.clear();
      table.byColumn.clear();
      table.largest.clear();
      for (const [id, row] of snapshot.get(name) ?? []) table.rows.set(id, row);
    }
  }

  #table(name: string): Table {
    const table = this.#tables.get(name);
    if (!table) throw new Error(`no table ${name}`);
    return table;
  }

  #read(read: Read): readonly Row[] {
    const table = this.#table(read.table);
    switch (read.kind) {
      case 'get': {
        const row = table.rows.get(read.id);
        return row ? [row] : [];
      }
      case 'getMany':
        return [...new Set(read.ids)].flatMap((id) => table.rows.get(id) ?? []);
      case 'range':
        return this.#range(table, read.range);
      case 'first':
        return this.#range(table, { ...read.range, limit: 1 });
      case 'count':
        return [{ id: 'count', count: this.#range(table, { where: read.where }).length }];
    }
  }

  #range(table: Table, range: Range): readonly Row[] {
    const found: Row[] = [];
    for (const row of this.#candidates(table, range.where)) {
      if (matches(range.where, row, this.#lookup)) found.push(row);
    }
    if (found.length > 1) found.sort((a, b) => compareRows(a, b, range));
    return range.limit === undefined ? found : found.slice(0, range.limit);
  }

  #candidates(table: Table, where: Predicate): Iterable<Row> {
    const parts = where.kind === 'all' ? where.of : [where];
    if (table.rows.size === 0 || parts.some((part) => this.#excludesAll(table, part))) return [];
    for (const part of parts) {
      if (part.kind === 'compare' && part.op === '=') return this.#withValues(table, part.column, [part.value]);
      if (part.kind === 'in') return this.#withValues(table, part.column, part.values);
    }
    return table.rows.values();
  }

  /** Whether no row can meet a condition, without looking at the rows: what has changed since then is asked for most. */
  #excludesAll(table: Table, where: Predicate): boolean {
    if (where.kind === 'never') return true;
    const after = where.kind === 'after';
    if (!after && (where.kind !== 'compare' || (where.op !== '>' && where.op !== '>='))) return false;
    const column = after ? where.columns[0]! : where.column;
    const value = after ? where.values[0] : where.value;
    return typeof value === 'number' && this.#largest(table, column) < value;
  }

  #largest(table: Table, column: string): number {
    let largest = table.largest.get(column);
    if (largest === undefined) {
      largest = -Infinity;
      for (const row of table.rows.values()) largest = Math.max(largest, numberOf(row[column]));
      table.largest.set(column, largest);
    }
    return largest;
  }

  #withValues(table: Table, column: string, values: readonly Value[]): Iterable<Row> {
    if (column === 'id') return rowsOf(table, new Set(values.map(String)));
    const index = this.#indexed(table, column);
    if (values.length === 1) return rowsOf(table, index.get(values[0]!) ?? []);
    return rowsOf(
      table,
      [...new Set(values)].flatMap((value) => [...(index.get(value) ?? [])]),
    );
  }

  readonly #lookup: RowLookup = (name, column, value) => {
    const table = this.#table(name);
    return this.#withValues(table, column, [value]);
  };

  #indexed(table: Table, column: string): Map<Value, Set<string>> {
    let index = table.byColumn.get(column);
    if (!index) {
      index = new Map();
      for (const row of table.rows.values()) addToIndex(index, row[column] ?? null, row.id);
      table.byColumn.set(column, index);
    }
    return index;
  }

  #write(changes: readonly StoreChange[]): void {
    for (const change of changes) {
      const table = this.#table(change.table);
      const id = changedRowId(change);
      const before = table.rows.get(id);
      const next = applyChange(before, change);
      this.#set(table, id, before, next && table.spec.derive(next));
      this.#undo?.push(() => this.#set(table, id, table.rows.get(id), before));
    }
  }

  #set(table: Table, id: string, before: Row | undefined, next: Row | undefined): void {
    for (const [column, index] of table.byColumn) {
      if (before) index.get(before[column] ?? null)?.delete(id);
      if (next) addToIndex(index, next[column] ?? null, id);
    }
    if (!next) return void table.rows.delete(id);
    table.rows.set(id, next);
    for (const [column, largest] of table.largest) table.largest.set(column, Math.max(largest, numberOf(next[column])));
  }
}

function addToIndex(index: Map<Value, Set<string>>, value: Value, id: string): void {
  const ids = index.get(value);
  if (ids) ids.add(id);
  else index.set(value, new Set([id]));
}

/** Text sorts behind every number, so nothing is known of a column that holds some. */
function numberOf(value: Value | undefined): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? Infinity : -Infinity;
}

function* rowsOf(table: Table, ids: Iterable<string>): Generator<Row> {
  for (const id of ids) {
    const row = table.rows.get(id);
    if (row) yield row;
  }
}

/** Compares two rows in the order of a range, ties by id. */
export function compareRows(a: Row, b: Row, range: Range): number {
  for (const { column, direction } of range.order ?? []) {
    const order = compareValues(a[column] ?? null, b[column] ?? null);
    if (order !== 0) return direction === 'asc' ? order : -order;
  }
  return compareValues(a.id, b.id);
}
