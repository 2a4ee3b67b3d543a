import Database from 'better-sqlite3';
import { openEncrypted } from '../../../../electron/data/sqlite-connection.ts';
import { leadColumns } from '../leads.ts';

const key = new Uint8Array(32).fill(7);

/**
 * Opens a database that holds leads and syncs each commit.
 * @param encrypted every page with the cipher, and by the settings, of Outpost's devices
 */
export function openTable(file: string, { encrypted = false } = {}): Database.Database {
  const db = encrypted ? openEncrypted(file, key) : new Database(file);
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
