import type Database from 'better-sqlite3';
import { isDomainTable } from '../../core/schema/tables.ts';

/**
 * A first sync inserts several times faster into tables without secondary indexes and full text, and builds both faster
 * afterwards. What was taken away is kept as statements in the table `rebuild`, inside the database, so that a crash at any
 * point leaves a database that knows what it still lacks.
 *
 * The rebuild goes in slices, between which the person works: full text is built in the order of row keys, and gated triggers
 * keep step with rows that are already in it.
 */
const rowsPerSlice = 4_000;

type Step =
  | { readonly id: number; readonly kind: 'index'; readonly name: string; readonly sql: string }
  /** `sql`: a JSON array of the statements that create the triggers. */
  | { readonly id: number; readonly kind: 'search'; readonly name: string; readonly sql: string };

type SchemaEntry = { readonly type: string; readonly name: string; readonly tbl_name: string; readonly sql: string };

/** @returns whether indexes or full text are missing */
export function needsRebuild(db: Database.Database): boolean {
  return db.prepare(`select 1 from sqlite_schema where type = 'table' and name = 'rebuild'`).get() !== undefined;
}

/** Takes the indexes and full text away. Must run inside a transaction. Called again during a rebuild, it starts anew. */
export function dropIndexes(db: Database.Database): void {
  if (!needsRebuild(db)) {
    db.exec(`create table "rebuild" ("id" integer primary key, "kind" text not null, "name" text not null, "sql" text not null,
      "upTo" integer not null default -1, "done" integer not null default 0) strict`);
    for (const entry of indexEntries(db)) addStep(db, 'index', entry.name, entry.sql);
    for (const { name } of searchTables(db)) {
      addStep(db, 'search', name, JSON.stringify(triggersOf(db, name).map((trigger) => trigger.sql)));
    }
  }
  for (const { name } of indexEntries(db)) db.exec(`drop index "${name}"`);
  for (const { name } of searchTables(db)) {
    for (const trigger of triggersOf(db, name)) db.exec(`drop trigger "${trigger.name}"`);
    db.exec(`insert into "${name}" ("${name}") values ('delete-all')`);
  }
  db.exec(`update "rebuild" set "upTo" = -1, "done" = 0`);
}

/**
 * Does a slice of the rebuild (tens of milliseconds; an index of a large table takes longer) in a transaction of its own.
 * @returns whether something is left to do
 */
export function rebuildSlice(db: Database.Database): boolean {
  if (!needsRebuild(db)) return false;
  const slice = db.transaction(() => {
    const step = db.prepare(`select * from "rebuild" where "done" = 0 order by "id" limit 1`).get() as Step | undefined;
    if (!step) {
      db.exec('drop table "rebuild"');
      return false;
    }
    const finished = step.kind === 'index' ? (db.exec(step.sql), true) : searchSlice(db, step);
    if (finished) db.prepare(`update "rebuild" set "done" = 1 where "id" = ?`).run(step.id);
    return true;
  });
  return slice.immediate();
}

/** @returns whether the index has reached the end of its table */
function searchSlice(db: Database.Database, step: Step): boolean {
  const triggers = JSON.parse(step.sql) as string[];
  const content = step.name.replace(/Search$/, '');
  const { upTo } = db.prepare(`select "upTo" from "rebuild" where "id" = ?`).get(step.id) as { upTo: number };
  if (upTo < 0) for (const sql of triggers) db.exec(gated(sql, step.id));
  const range = `from (select "rowKey", "searchText" from "${content}" where "rowKey" > ? order by "rowKey" limit ${rowsPerSlice})`;
  const bounds = `select max("rowKey") as last, count(*) as count ${range}`;
  const { last, count } = db.prepare(bounds).get(upTo) as { last: number | null; count: number };
  db.prepare(`insert into "${step.name}" (rowid, "searchText") select "rowKey", "searchText" ${range}`).run(upTo);
  if (count === rowsPerSlice) {
    db.prepare(`update "rebuild" set "upTo" = ? where "id" = ?`).run(last, step.id);
    return false;
  }
  for (const { name } of triggersOf(db, step.name)) db.exec(`drop trigger "${name}"`);
  for (const sql of triggers) db.exec(sql);
  return true;
}

/** The same trigger, for rows the rebuild has passed: the others are not in the index yet, and it will come by. */
function gated(sql: string, stepId: number): string {
  const row = sql.includes(' AFTER DELETE ') ? 'old' : 'new';
  const gate = `${row}."rowKey" <= (select "upTo" from "rebuild" where "id" = ${stepId})`;
  return sql.replace(
    /(?: WHEN (.+))? BEGIN\n/,
    (_match, when?: string) => ` WHEN ${when ? `${when} AND ` : ''}${gate} BEGIN\n`,
  );
}

function addStep(db: Database.Database, kind: Step['kind'], name: string, sql: string): void {
  db.prepare(`insert into "rebuild" ("kind", "name", "sql") values (?, ?, ?)`).run(kind, name, sql);
}

function indexEntries(db: Database.Database): SchemaEntry[] {
  return schemaEntries(db, 'index').filter((entry) => isDomainTable(entry.tbl_name));
}

/** The full-text indexes. */
export function searchTables(db: Database.Database): SchemaEntry[] {
  return schemaEntries(db, 'table').filter((entry) => /^CREATE VIRTUAL TABLE .* USING fts5/i.test(entry.sql));
}

function triggersOf(db: Database.Database, searchTable: string): SchemaEntry[] {
  return schemaEntries(db, 'trigger').filter((entry) => entry.name.startsWith(`${searchTable}_`));
}

function schemaEntries(db: Database.Database, type: string): SchemaEntry[] {
  const sql = 'select type, name, tbl_name, sql from sqlite_schema where type = ? and sql is not null order by rowid';
  return db.prepare(sql).all(type) as SchemaEntry[];
}
