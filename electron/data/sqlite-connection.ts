import Database from 'better-sqlite3';
import { closeSync, openSync } from 'node:fs';
import { StoreError, storeErrorFrom } from './store-error.ts';

/** Length of the key of every database in a profile. */
export const storeKeyBytes = 32;

/** SQLite's default. */
export const pageKib = 4;
/** Pages kept in memory. */
export const cacheKib = 16 * 1024;
/** After this many pages the log is moved into the file: seldom enough that hardly any commit waits for it. */
export const checkpointPages = 4000;
const busyTimeoutMs = 5_000;

/**
 * Opens (or creates) an encrypted database.
 *
 * ChaCha20-Poly1305 with a raw key: the faster of the sound ciphers here, and each page carries a tag that is checked whenever it
 * is read. A damaged page therefore can never pass for data, and no scan of the whole file is needed after a crash.
 * @param file its folder must exist
 * @param key 32 bytes
 * @throws StoreError STORE_CORRUPT when the key does not fit or the file is damaged (the file is left alone), STORE_READ_ONLY,
 * DISK_FULL, STORE_FAILED
 */
export function openEncrypted(file: string, key: Uint8Array): Database.Database {
  if (key.length !== storeKeyBytes) throw new RangeError(`a store key has ${storeKeyBytes} bytes`);
  let db: Database.Database | undefined;
  try {
    // Created by us so that nobody else can read it; SQLite gives its WAL the same mode.
    closeSync(openSync(file, 'a', 0o600));
    db = new Database(file, { timeout: busyTimeoutMs });
    db.pragma(`cipher = 'chacha20'`);
    db.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`);
    configure(db);
    return db;
  } catch (cause) {
    db?.close();
    throw storeErrorFrom(fileErrorFrom(cause, file), file);
  }
}

/** Sets what every database of a profile has in common, whatever its cipher. */
export function configure(db: Database.Database): void {
  // The first statement that reads: a wrong key fails here.
  db.pragma('journal_mode = WAL');
  // What the screen has acknowledged survives a power cut (SYNC-1).
  db.pragma('synchronous = FULL');
  db.pragma(`wal_autocheckpoint = ${checkpointPages}`);
  // What is deleted is overwritten (SYNC-8).
  db.pragma('secure_delete = ON');
  db.pragma(`cache_size = -${cacheKib}`);
  db.pragma('temp_store = MEMORY');
  db.pragma('foreign_keys = OFF');
  db.pragma('trusted_schema = OFF');
}

function fileErrorFrom(cause: unknown, file: string): unknown {
  if (!(cause instanceof Error) || !('code' in cause)) return cause;
  switch (cause.code) {
    case 'EACCES':
    case 'EROFS':
    case 'EPERM':
      return new StoreError('STORE_READ_ONLY', file, { cause });
    case 'ENOSPC':
    case 'EDQUOT':
      return new StoreError('DISK_FULL', file, { cause });
    default:
      return cause;
  }
}
