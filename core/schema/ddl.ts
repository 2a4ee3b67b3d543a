import { quoted, type SqlDialect } from '../kernel/read-sql.ts';
import { storedColumns, type Column, type ColumnKind, type Table } from './define-table.ts';
import { deviceTables, domainTables, serverTables } from './tables.ts';

const sqliteTypes: Record<ColumnKind, string> = {
  id: 'TEXT',
  text: 'TEXT',
  enum: 'TEXT',
  json: 'TEXT',
  time: 'INTEGER',
  money: 'INTEGER',
  int: 'INTEGER',
  real: 'REAL',
  flag: 'INTEGER',
};

const postgresTypes: Record<ColumnKind, string> = {
  ...sqliteTypes,
  // "C" makes text compare by bytes, as SQLite and the memory store do.
  id: 'text COLLATE "C"',
  text: 'text COLLATE "C"',
  enum: 'text COLLATE "C"',
  json: 'text COLLATE "C"',
  time: 'bigint',
  money: 'bigint',
  int: 'bigint',
  real: 'double precision',
  flag: 'smallint',
};

/** Which tables a set of migrations creates. */
export type Home = 'domain' | 'device' | 'server';

const tablesOf: Record<Home, readonly Table[]> = {
  domain: Object.values(domainTables),
  device: Object.values(deviceTables),
  server: Object.values(serverTables),
};

/**
 * Generates the statements that create one home's tables and indexes; the checked-in migrations are compared with it.
 * SQLite rows get an explicit integer key beside their id, because full-text indexes refer to it and VACUUM renumbers implicit ones.
 * PostgreSQL rows belong to the organization that the transaction has set, and to nobody else (forced row-level security).
 */
export function createTablesSql(home: Home, dialect: SqlDialect): string {
  return tablesOf[home].map((table) => createTableSql(table, dialect)).join('\n\n');
}

/** The statements that create one table with its indexes. */
export function createTableSql(table: Table, dialect: SqlDialect): string {
  return [createTable(table, dialect), ...createIndexes(table, dialect), ...guards(table, dialect)].join('\n');
}

/** The statements that create a table's secondary indexes; a first sync drops and rebuilds them. */
export function createIndexes(table: Table, dialect: SqlDialect): string[] {
  const named = table.indexes.map((columns) => indexSql(table, columns, dialect));
  const versioned = table.audience !== 'home' && !table.indexes.some((columns) => columns[0] === 'version');
  return versioned ? [...named, indexSql(table, ['version', 'id'], dialect)] : named;
}

/** SQLite has no rights: triggers keep what is only added to. On PostgreSQL the application's role may not (server/store/postgres/roles.ts). */
function guards(table: Table, dialect: SqlDialect): string[] {
  if (!table.appendOnly || dialect === 'postgres') return [];
  return ['UPDATE', 'DELETE'].map(
    (deed) =>
      `CREATE TRIGGER ${quoted(`${table.name}_no_${deed.toLowerCase()}`)} BEFORE ${deed} ON ${quoted(table.name)} BEGIN SELECT RAISE(ABORT, '${table.name} is only added to'); END;`,
  );
}

/** PostgreSQL cuts longer names, so that they are cut alike everywhere. */
const longestName = 63;

/** @returns the name of the index over these columns */
export function indexName(table: Table, columns: readonly string[]): string {
  return `${table.name}_${columns.join('_')}`.slice(0, longestName);
}

function indexSql(table: Table, columns: readonly string[], dialect: SqlDialect): string {
  const keys = [...(dialect === 'postgres' ? ['orgId'] : []), ...columns].map(quoted).join(', ');
  return `CREATE INDEX ${quoted(indexName(table, columns))} ON ${quoted(table.name)} (${keys});`;
}

function createTable(table: Table, dialect: SqlDialect): string {
  return dialect === 'sqlite' ? createSqliteTable(table) : createPostgresTable(table);
}

function createSqliteTable(table: Table): string {
  const columns = columnLines(table, sqliteTypes);
  const lines = ['"rowKey" INTEGER PRIMARY KEY', '"id" TEXT NOT NULL UNIQUE', ...columns];
  return `CREATE TABLE ${quoted(table.name)} (\n  ${lines.join(',\n  ')}\n) STRICT;`;
}

function createPostgresTable(table: Table): string {
  const name = quoted(table.name);
  const lines = [
    `"orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id')`,
    '"id" text COLLATE "C" NOT NULL',
    ...columnLines(table, postgresTypes),
    'PRIMARY KEY ("orgId", "id")',
  ];
  return [
    `CREATE TABLE ${name} (\n  ${lines.join(',\n  ')}\n);`,
    `ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY;`,
    `ALTER TABLE ${name} FORCE ROW LEVEL SECURITY;`,
    `CREATE POLICY ${quoted(`${table.name}_organization`)} ON ${name}`,
    `  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));`,
  ].join('\n');
}

function columnLines(table: Table, types: Record<ColumnKind, string>): string[] {
  const stored = storedColumns(table)
    .filter((name) => name !== 'id')
    .map((name) => columnLine(name, name === 'version' ? version : table.columns[name]!, types));
  return [...stored, ...Object.keys(table.derived).map((name) => columnLine(name, derivedText, types))];
}

const version: Column = { kind: 'int', nullable: false, merge: 'rule' };
const derivedText: Column = { kind: 'text', nullable: false, merge: 'rule' };

function columnLine(name: string, column: Column, types: Record<ColumnKind, string>): string {
  return `${quoted(name)} ${types[column.kind]}${column.nullable ? '' : ' NOT NULL'}`;
}
