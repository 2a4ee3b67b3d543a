import { join } from 'node:path';
import Database from 'better-sqlite3';
import { StoreError } from '../store-error.ts';

/**
 * Locks a folder until it is released or the process ends, however it ends: SQLite's own file lock, which the operating system
 * takes back by itself.
 * @param folder must exist
 * @returns what releases it
 * @throws StoreError IN_USE when another process, or another store of this one, holds it
 */
export function lockFolder(folder: string): () => void {
  const db = new Database(join(folder, 'lock.db'), { timeout: 0 });
  try {
    db.pragma('journal_mode = memory'); // no second file
    db.exec('begin exclusive');
    return () => db.close();
  } catch (cause) {
    db.close();
    if ((cause as { code?: string }).code?.startsWith('SQLITE_BUSY')) {
      throw new StoreError('IN_USE', `the data folder ${folder} is in use by another server`, { cause });
    }
    throw cause;
  }
}
