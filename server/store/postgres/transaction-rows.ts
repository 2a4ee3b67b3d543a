import { readToSql, type SqlStatement } from '../../../core/kernel/read-sql.ts';
import type { Read } from '../../../core/kernel/reads.ts';
import type { Row } from '../../../core/kernel/rows.ts';
import type { TableSpec } from '../../../core/kernel/store.ts';
import { deleteManySql, insertManySql, updateManySql, type ColumnTypes } from './bulk-sql.ts';
import { CachedTable, type PendingOp } from './cached-table.ts';

/** Executes one statement on the transaction's connection. */
export type RunSql = (
  statement: SqlStatement,
) => Promise<{ readonly rows: readonly Row[]; readonly rowCount: number | null }>;

/** What a transaction must know of a table. */
export type PostgresTable = { readonly spec: TableSpec; readonly types: ColumnTypes };

/** Most rows in one statement; bounds its memory on both sides. */
const maxRowsPerStatement = 5000;

/** Everything one transaction knows of the organization's rows, and its way to the database. */
export class TransactionRows {
  readonly #tables = new Map<string, CachedTable>();
  readonly #definitions: ReadonlyMap<string, PostgresTable>;
  readonly #run: RunSql;

  constructor(definitions: ReadonlyMap<string, PostgresTable>, run: RunSql) {
    this.#definitions = definitions;
    this.#run = run;
  }

  /** @throws Error when there is no such table */
  table(name: string): CachedTable {
    let table = this.#tables.get(name);
    if (!table) {
      table = new CachedTable(this.#definition(name).spec);
      this.#tables.set(name, table);
    }
    return table;
  }

  /** Asks the database; pending changes are not seen. */
  async select(read: Read): Promise<readonly Row[]> {
    return (await this.#run(readToSql(read, this.#definition(read.table).spec, 'postgres'))).rows;
  }

  /** Fetches the rows that are not known yet, at once. */
  async load(table: CachedTable, ids: readonly string[]): Promise<void> {
    // No row has an id with a NUL character, and PostgreSQL refuses to look for one.
    const unknown = [...new Set(ids)].filter((id) => !table.knows(id) && !id.includes('\0'));
    if (unknown.length === 0) return;
    const name = table.spec.name;
    const [first, ...others] = unknown as [string, ...string[]];
    const rows = await this.select(
      others.length === 0 ? { kind: 'get', table: name, id: first } : { kind: 'getMany', table: name, ids: unknown },
    );
    for (const row of rows) table.remember(row);
    for (const id of unknown) table.rememberAbsent(id);
  }

  /** Sends the pending changes of some tables, or of all. */
  async flush(names: Iterable<string> = [...this.#tables.keys()]): Promise<void> {
    for (const name of new Set(names)) {
      const table = this.#tables.get(name);
      if (table && table.pending.size > 0) await this.#flushTable(table);
    }
  }

  /** Each row is pending in one way only, so the order of the statements does not matter. */
  async #flushTable(table: CachedTable): Promise<void> {
    const idsByOp: Record<PendingOp, string[]> = { insert: [], put: [], update: [], delete: [] };
    for (const [id, op] of table.pending) idsByOp[op].push(id);
    const { spec, types } = this.#definition(table.spec.name);
    const rowsOf = (ids: readonly string[]): Row[] => ids.map((id) => table.row(id)!);
    for (const ids of chunks(idsByOp.insert)) await this.#run(insertManySql(spec, types, rowsOf(ids), 'fail'));
    for (const ids of chunks(idsByOp.put)) await this.#run(insertManySql(spec, types, rowsOf(ids), 'replace'));
    for (const ids of chunks(idsByOp.update)) {
      const { rowCount } = await this.#run(updateManySql(spec, types, rowsOf(ids)));
      if (rowCount !== ids.length)
        throw new Error(`update of ${spec.name}: ${rowCount} of ${ids.length} rows were there`);
    }
    for (const ids of chunks(idsByOp.delete)) await this.#run(deleteManySql(spec, ids));
    table.flushed();
  }

  #definition(name: string): PostgresTable {
    const definition = this.#definitions.get(name);
    if (!definition) throw new Error(`no table ${name}`);
    return definition;
  }
}

function* chunks<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let i = 0; i < items.length; i += maxRowsPerStatement) yield items.slice(i, i + maxRowsPerStatement);
}
