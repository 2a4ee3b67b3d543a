// SYNC-8: what has left the person's scope leaves no trace in the full-text index either.
import type Database from 'better-sqlite3';
import { searchTables } from './sqlite-bulk-load.ts';

/**
 * A row taken out of a full-text index stays in its older segments until they are merged. FTS5's `secure-delete` would take it
 * out at once, but it damages indexes of this kind (docs/adr/0005), and texts that were edited before would stay. Merging everything
 * takes seconds at 300,000 notes. So it is merged in slices, the first of them before the pull is over, which is all that
 * most people's indexes need, the others between other work; a table in the database says that it is owed, until it is done.
 */
const pagesPerSlice = 40;
/** Slices that are done at once: as long as a person does not notice. */
const slicesAtOnce = 4;

/** @returns whether a merge is owed */
export function needsErasing(db: Database.Database): boolean {
  return db.prepare(`select 1 from sqlite_schema where type = 'table' and name = 'erase'`).get() !== undefined;
}

/** Notes that a merge is owed. */
export function oweErasing(db: Database.Database): void {
  db.exec('create table if not exists "erase" ("x" integer) strict');
}

/** Begins what is owed. @returns whether something is left to do */
export function beginErasing(db: Database.Database): boolean {
  for (let slice = 0; slice < slicesAtOnce; slice++) if (!eraseSlice(db)) return false;
  return true;
}

/**
 * Merges a little (tens of milliseconds).
 * @returns whether something is left to do
 */
export function eraseSlice(db: Database.Database): boolean {
  for (const { name } of searchTables(db)) {
    const before = totalChanges(db);
    // Negative: all segments into one, as `optimize`. Fewer than two changes: there is nothing left to merge.
    db.prepare(`insert into "${name}" ("${name}", rank) values ('merge', ?)`).run(-pagesPerSlice);
    if (totalChanges(db) - before >= 2) return true;
  }
  db.exec('drop table if exists "erase"');
  return false;
}

function totalChanges(db: Database.Database): number {
  return db.prepare('select total_changes()').pluck().get() as number;
}
