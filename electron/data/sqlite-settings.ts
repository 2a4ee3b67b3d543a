import type Database from 'better-sqlite3';
import type { LeftBehind, WipeNotice } from '../../core/bridge/contract.ts';
import { setAside } from './database-files.ts';
import { openEncrypted } from './sqlite-connection.ts';
import { StoreError, storeErrorFrom } from './store-error.ts';

/** What a profile remembers beside its databases. Encrypted, because the session's token is in it. */
export type Settings = {
  /** The session to go on with at the next start. */
  readonly session: SavedSession;
  /** What the sign-in form is filled with. */
  readonly lastServerUrl: string;
  readonly lastEmail: string;
  /** Databases in which others have left changes, by file. */
  readonly leftBehind: Readonly<Record<string, LeftBehind>>;
  /** The person has not yet read that their database was wiped. */
  readonly wiped: WipeNotice;
  /** What wipes took, by the file of the database: for the log of the one that takes its place. */
  readonly wipes: Readonly<Record<string, Pick<WipeNotice, 'at' | 'lost'>>>;
};

export type SavedSession =
  | {
      readonly kind: 'synced';
      readonly serverUrl: string;
      readonly token: string;
      readonly serverId: string;
      readonly organization: {
        readonly id: string;
        readonly name: string;
        readonly timeZone: string;
        readonly currency: string;
      };
      readonly user: {
        readonly id: string;
        readonly name: string;
        readonly email: string;
        readonly role: 'owner' | 'admin' | 'manager' | 'rep';
      };
    }
  | { readonly kind: 'sample'; readonly userId: string };

/**
 * Opens a profile's settings. Damaged ones are put aside: what is lost is only who was signed in, and signing in again finds the
 * databases.
 * @param onDamaged is told why
 * @throws StoreError for what is no damage: a full or read-only disk
 */
export function openSettings(
  file: string,
  key: Uint8Array,
  now: number,
  onDamaged: (cause: StoreError) => void,
): SqliteSettings {
  try {
    return new SqliteSettings(file, key);
  } catch (cause) {
    if (!(cause instanceof StoreError) || cause.code !== 'STORE_CORRUPT') throw cause;
    onDamaged(cause);
    setAside(file, now);
    return new SqliteSettings(file, key);
  }
}

/** A few values by key, each durable when `set` returns. */
export class SqliteSettings {
  readonly #db: Database.Database;
  readonly #file: string;

  /** @throws StoreError */
  constructor(file: string, key: Uint8Array) {
    this.#file = file;
    this.#db = openEncrypted(file, key);
    this.#guarded(() =>
      this.#db.exec('create table if not exists "settings" ("key" text primary key, "value" text not null) strict'),
    );
  }

  get<K extends keyof Settings>(key: K): Settings[K] | undefined {
    const row = this.#guarded(() => this.#db.prepare('select "value" from "settings" where "key" = ?').get(key));
    return row === undefined ? undefined : (JSON.parse((row as { value: string }).value) as Settings[K]);
  }

  set<K extends keyof Settings>(key: K, value: Settings[K]): void {
    const sql = 'insert into "settings" values (?, ?) on conflict ("key") do update set "value" = excluded."value"';
    this.#guarded(() => this.#db.prepare(sql).run(key, JSON.stringify(value)));
  }

  remove(key: keyof Settings): void {
    this.#guarded(() => {
      this.#db.prepare('delete from "settings" where "key" = ?').run(key);
      // The token of an ended session does not stay in the log.
      this.#db.pragma('wal_checkpoint(TRUNCATE)');
    });
  }

  close(): void {
    this.#db.close();
  }

  #guarded<Result>(run: () => Result): Result {
    try {
      return run();
    } catch (cause) {
      throw storeErrorFrom(cause, this.#file);
    }
  }
}
