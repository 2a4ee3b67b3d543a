import Database from 'better-sqlite3';
import { leadColumns } from '../leads.ts';

/** Opens a database that holds leads and syncs each commit. */
export function openTable(file: string): Database.Database {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  const columns = leadColumns.map((name) => (name === 'id' ? '"id" text primary key' : `"${name}"`));
  db.exec(`create table if not exists "leads" (${columns.join(', ')}, "changed" integer) without rowid`);
  return db;
}

/** @returns a statement that puts a whole lead; its parameters are the cells in order */
export function insertStatement(db: Database.Database): Database.Statement {
  const names = leadColumns.map((name) => `"${name}"`).join(', ');
  return db.prepare(`insert into "leads" (${names}) values (${leadColumns.map(() => '?').join(', ')})`);
}
