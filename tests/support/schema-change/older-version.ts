// An older version of the application, as a database on this disk sees it: it knows fewer tables, columns and indexes.
import type { Row, StoreChange, Value } from '../../../core/kernel/rows.ts';
import type { SyncStore, SyncTransaction, TableSpec } from '../../../core/kernel/store.ts';
import { createIndexes, createTableSql, createTablesSql } from '../../../core/schema/ddl.ts';
import { tableSpec, type Table } from '../../../core/schema/define-table.ts';
import { schemaFingerprint } from '../../../core/schema/row-digest.ts';
import { deviceSpecs, domainTables, isDomainTable } from '../../../core/schema/tables.ts';
import type { Migration } from '../../../electron/data/sqlite-migrations.ts';
import { createSearchSql } from '../../../scripts/search-migration.ts';

/** What a version lacks that the present one has. */
export type Lack = {
  readonly tables: readonly string[];
  /** Columns that may be empty, by table; and the value that the migration which adds one gives to the rows that are there. */
  readonly columns: readonly { readonly table: string; readonly column: string; readonly byDefault: Value }[];
  /** Indexes, by table and place in its list. */
  readonly indexes: readonly { readonly table: string; readonly place: number }[];
};

const isLacking = (lack: Lack, table: string, column: string): boolean =>
  lack.columns.some((lacking) => lacking.table === table && lacking.column === column);

/** The tables that it knows, as it knows them. */
function tablesOf(lack: Lack): Table[] {
  return (Object.values(domainTables) as readonly Table[])
    .filter(({ name }) => !lack.tables.includes(name))
    .map((table) => ({
      ...table,
      columns: Object.fromEntries(
        Object.entries(table.columns).filter(([column]) => !isLacking(lack, table.name, column)),
      ),
      indexes: table.indexes.filter(
        (_, place) => !lack.indexes.some((index) => index.table === table.name && index.place === place),
      ),
    }));
}

export function specsOf(lack: Lack): TableSpec[] {
  return [...tablesOf(lack).map(tableSpec), ...deviceSpecs.filter(({ name }) => !isDomainTable(name))];
}

/** The migration that made its database, and the one that brings it to the present. */
export function migrationsOf(lack: Lack): [first: Migration, second: Migration] {
  const known = tablesOf(lack);
  const first = [...known.map((table) => createTableSql(table, 'sqlite')), createTablesSql('device', 'sqlite')];
  return [
    { version: 1, sql: [...first, createSearchSql(known)].join('\n') },
    { version: 2, sql: [...addedColumns(lack), ...addedTables(lack), ...addedIndexes(lack, known)].join('\n') },
  ];
}

function addedColumns({ columns }: Lack): string[] {
  return columns.map(({ table, column, byDefault }) => {
    const { kind } = (domainTables as Record<string, Table>)[table]!.columns[column]!;
    const type = kind === 'text' || kind === 'json' || kind === 'enum' ? 'TEXT' : 'INTEGER';
    const value = typeof byDefault === 'string' ? `'${byDefault}'` : byDefault;
    return `ALTER TABLE "${table}" ADD COLUMN "${column}" ${type}${value === null ? '' : ` DEFAULT ${value}`};`;
  });
}

function addedTables({ tables }: Lack): string[] {
  const added = (Object.values(domainTables) as readonly Table[]).filter(({ name }) => tables.includes(name));
  return [...added.map((table) => createTableSql(table, 'sqlite')), createSearchSql(added)];
}

function addedIndexes({ tables, indexes }: Lack, known: readonly Table[]): string[] {
  const there = new Set(known.flatMap((table) => createIndexes(table, 'sqlite')));
  const touched = new Set(indexes.map(({ table }) => table).filter((table) => !tables.includes(table)));
  return [...touched]
    .flatMap((table) => createIndexes((domainTables as Record<string, Table>)[table]!, 'sqlite'))
    .filter((sql) => !there.has(sql));
}

/**
 * The store of that version under the rules of the present one: what it does not know is not there, and what is said of it falls on
 * deaf ears.
 */
export class OlderStore implements SyncStore {
  readonly #store: SyncStore;
  readonly #lack: Lack;

  constructor(store: SyncStore, lack: Lack) {
    this.#store = store;
    this.#lack = lack;
  }

  transaction<Result>(run: (transaction: SyncTransaction) => Result): Result {
    const lack = this.#lack;
    return this.#store.transaction((transaction) =>
      run({
        read: (read) => {
          if (lack.tables.includes(read.table)) return read.kind === 'count' ? [{ id: 'count', count: 0 }] : [];
          const rows = transaction.read(read);
          return read.kind === 'count' ? rows : rows.map((row) => this.#seen(read.table, row));
        },
        write: (changes) => transaction.write(changes.flatMap((change) => this.#known(change))),
        load: (block) => {
          if (lack.tables.includes(block.table)) return;
          const kept = [...block.columns.keys()].filter((i) => !isLacking(lack, block.table, block.columns[i]!));
          transaction.load({
            table: block.table,
            columns: kept.map((i) => block.columns[i]!),
            rows: block.rows.map((cells) => kept.map((i) => cells[i]!)),
          });
        },
      }),
    );
  }

  /** It takes itself for the newest, whatever that is called now. */
  #seen(table: string, row: Row): Row {
    if (table === 'deviceState' && row.id === 'schemaRead')
      return { ...row, value: JSON.stringify(schemaFingerprint()) };
    const absent = this.#lack.columns.filter((lacking) => lacking.table === table);
    return absent.length === 0
      ? row
      : { ...row, ...Object.fromEntries(absent.map(({ column }) => [column, null])), id: row.id };
  }

  #known(change: StoreChange): StoreChange[] {
    const { table } = change;
    if (this.#lack.tables.includes(table)) return [];
    if (change.op === 'delete') return [change];
    if (change.op === 'patch') {
      const set = this.#without(table, change.set);
      return Object.keys(set).length === 0 ? [] : [{ ...change, set }];
    }
    if (table === 'deviceState' && change.row.id === 'schemaRead')
      return [{ ...change, row: { ...change.row, value: '"older"' } }];
    if (table === 'baseImages') return this.#knownImage(change);
    return [{ ...change, row: this.#without(table, change.row) as Row }];
  }

  #knownImage(change: Extract<StoreChange, { readonly row: Row }>): StoreChange[] {
    const { entity, image } = change.row as unknown as { entity: string; image: string | null };
    if (this.#lack.tables.includes(entity)) return [];
    const known = image && JSON.stringify(this.#without(entity, JSON.parse(image) as Row));
    return [{ ...change, row: { ...change.row, image: known } }];
  }

  #without(table: string, cells: Readonly<Record<string, Value>>): Record<string, Value> {
    return Object.fromEntries(Object.entries(cells).filter(([column]) => !isLacking(this.#lack, table, column)));
  }
}
