import Database from 'better-sqlite3';
import { StoreError, storeErrorFrom } from './store-error.ts';

/** A lock that the operating system holds for this process, and drops when the process ends in whatever way. */
export type ProfileLock = { readonly release: () => void };

/**
 * Takes the lock of a profile: an open exclusive transaction on a file of its own. It is gone after `kill -9`, unlike a file that
 * merely exists.
 * @throws StoreError PROFILE_IN_USE when another process holds it
 */
export function lockProfile(file: string): ProfileLock {
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { timeout: 0 });
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma('journal_mode = MEMORY');
    db.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    db?.close();
    const busy = cause instanceof Error && 'code' in cause && String(cause.code).startsWith('SQLITE_BUSY');
    throw busy ? new StoreError('PROFILE_IN_USE', file, { cause }) : storeErrorFrom(cause, file);
  }
  const held = db;
  return { release: () => held.close() };
}
