import { always, eq, matches, type Predicate, type RowLookup } from './predicates.ts';
import { readToSql, type SqlStatement } from './read-sql.ts';
import type { Read } from './reads.ts';
import { loadSql, loadCells } from './load-sql.ts';
import { applyChange, type Row, type RowBlock, type StoreChange } from './rows.ts';
import type { SyncTransaction, TableSpec } from './store.ts';
import { changedCells, deleteSql, insertSql, updateSql } from './write-sql.ts';

/** As much of a SQLite driver's prepared statement as the stores use; the driver itself is theirs. */
export interface SqliteStatement {
  all(...parameters: unknown[]): unknown[];
  run(...parameters: unknown[]): { changes: number };
}

/** One row by its id, and what else must hold for it. */
type OneRow = { readonly id: string; readonly where: Predicate };

/** @returns what a read that can answer with one row at most asks for */
function oneRowOf(read: Read): OneRow | undefined {
  if (read.kind === 'get') return { id: read.id, where: always };
  if (read.kind !== 'first' && read.kind !== 'range') return undefined;
  const { where, limit } = read.range;
  const id = limit === 0 ? undefined : idIn(where);
  return id !== undefined && isDecidedHere(where) ? { id, where } : undefined;
}

function idIn(where: Predicate): string | undefined {
  for (const part of where.kind === 'all' ? where.of : [where]) {
    const isId = part.kind === 'compare' && part.op === '=' && part.column === 'id';
    if (isId && typeof part.value === 'string') return part.value;
  }
  return undefined;
}

/** Texts that are not ASCII have another order in SQLite than here; whether they are equal is the same everywhere. */
function isDecidedHere(where: Predicate): boolean {
  switch (where.kind) {
    case 'compare':
      return where.op === '=';
    case 'after':
      return false;
    case 'all':
    case 'any':
      return where.of.every(isDecidedHere);
    case 'not':
      return isDecidedHere(where.of);
    case 'exists':
      return isDecidedHere(where.where);
    default:
      return true;
  }
}

function namesItsRows(read: Read): boolean {
  if (read.kind === 'getMany') return true;
  return read.kind === 'range' && read.range.where.kind === 'in' && read.range.where.column === 'id';
}

/** Prepares and caches statements by their text. */
export type PrepareSqlite = (sql: string) => SqliteStatement;

/** The text of a table's `get`, made once: a first sync asks it for every row. */
const getTexts = new WeakMap<TableSpec, string>();

/** Most rows that a transaction keeps in mind. */
const mostSeen = 10_000;

/**
 * The kernel's reads and writes on SQLite, for one transaction; the device's store and the server's embedded store both open their
 * transactions with it. Whatever else writes to the same rows meanwhile must not.
 */
export class SqliteTransaction implements SyncTransaction {
  readonly #specs: ReadonlyMap<string, TableSpec>;
  readonly #prepare: PrepareSqlite;
  /** Rows by `table:id` as they stand in this transaction: rules and stores ask for the same one again and again. */
  readonly #seen = new Map<string, Row | undefined>();

  constructor(specs: ReadonlyMap<string, TableSpec>, prepare: PrepareSqlite) {
    this.#specs = specs;
    this.#prepare = prepare;
  }

  read(read: Read): readonly Row[] {
    const spec = this.#spec(read.table);
    const one = oneRowOf(read);
    if (one) {
      // Whether a person sees the row that a rule has just read needs no second search for it.
      const row = this.#row(spec, one.id);
      return row && matches(one.where, row, this.#lookup) ? [row] : [];
    }
    const rows = this.#all(readToSql(read, spec, 'sqlite'));
    // Whoever asks for rows by their ids is about to change them.
    if (namesItsRows(read)) for (const row of rows) this.#remember(spec, row.id, row);
    return rows;
  }

  write(changes: readonly StoreChange[]): void {
    for (const change of changes) this.#apply(change);
  }

  load(block: RowBlock): void {
    const spec = this.#spec(block.table);
    const statement = this.#prepare(loadSql(spec, block.columns));
    const cellsOf = loadCells(spec, block.columns);
    for (const row of block.rows) statement.run(...cellsOf(row));
    this.#seen.clear();
  }

  #apply(change: StoreChange): void {
    const spec = this.#spec(change.table);
    switch (change.op) {
      case 'insert':
        this.#insert(spec, spec.derive(change.row));
        return;
      case 'put':
        this.#put(spec, spec.derive(change.row));
        return;
      case 'delete':
        this.#run(deleteSql(spec, change.id));
        this.#remember(spec, change.id, undefined);
        return;
      case 'patch': {
        const before = this.#row(spec, change.id);
        this.#update(spec, before, spec.derive(applyChange(before, change)!));
      }
    }
  }

  /** Only the cells that differ are written: an unchanged text then costs no work in its full-text index. */
  #put(spec: TableSpec, next: Row): void {
    const before = this.#row(spec, next.id);
    if (before) this.#update(spec, before, next);
    else this.#insert(spec, next);
  }

  #insert(spec: TableSpec, row: Row): void {
    this.#run(insertSql(spec, row));
    this.#remember(spec, row.id, row);
  }

  #update(spec: TableSpec, before: Row | undefined, next: Row): void {
    const set = changedCells(before!, next);
    if (Object.keys(set).length === 0) return;
    this.#run(updateSql(spec, next.id, set));
    this.#remember(spec, next.id, next);
  }

  readonly #lookup: RowLookup = (table, column, value) =>
    this.read({ kind: 'range', table, range: { where: eq(column, value) } });

  #row(spec: TableSpec, id: string): Row | undefined {
    const key = `${spec.name}:${id}`;
    if (this.#seen.has(key)) return this.#seen.get(key);
    const sql = getTexts.get(spec) ?? readToSql({ kind: 'get', table: spec.name, id }, spec, 'sqlite').sql;
    getTexts.set(spec, sql);
    const row = this.#all({ sql, parameters: [id] })[0];
    this.#remember(spec, id, row);
    return row;
  }

  #remember(spec: TableSpec, id: string, row: Row | undefined): void {
    if (this.#seen.size >= mostSeen) this.#seen.clear();
    this.#seen.set(`${spec.name}:${id}`, row);
  }

  #spec(table: string): TableSpec {
    const spec = this.#specs.get(table);
    if (!spec) throw new Error(`no table ${table}`);
    return spec;
  }

  #all(statement: SqlStatement): readonly Row[] {
    return this.#prepare(statement.sql).all(...statement.parameters) as readonly Row[];
  }

  #run(statement: SqlStatement): void {
    this.#prepare(statement.sql).run(...statement.parameters);
  }
}
