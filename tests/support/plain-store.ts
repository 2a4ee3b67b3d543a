import Database from 'better-sqlite3';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { deviceSpecs } from '../../core/schema/tables.ts';
import { configure } from '../../electron/data/sqlite-connection.ts';
import { migrate } from '../../electron/data/sqlite-migrations.ts';
import { SqliteStore } from '../../electron/data/sqlite-store.ts';
import { testKey, testMigrations } from './device-store.ts';

/**
 * Opens a device's store without its cipher, so that a test can look for bytes in the file: encrypted ones always look clean. The
 * product has no way to do this.
 * @param options.scheduleIdle runs what may wait; by default at once
 * @param options.upTo the last migration that has been run
 */
export function openPlainStore(
  file: string,
  options: { readonly scheduleIdle?: (slice: () => boolean) => void; readonly upTo?: number } = {},
): { readonly store: SqliteStore; readonly db: Database.Database } {
  const db = new Database(file);
  configure(db);
  const migrations = testMigrations.filter(({ version }) => version <= (options.upTo ?? Infinity));
  migrate(db, migrations, file);
  const { scheduleIdle } = options;
  const parts = { file, key: testKey, specs: deviceSpecs, migrations, ...(scheduleIdle ? { scheduleIdle } : {}) };
  return { store: new SqliteStore(db, parts), db };
}

/** @returns which of the texts stand in any file of a folder, with the file */
export function textsInFiles(folder: string, texts: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const path = join(folder, name);
    if (!statSync(path).isFile()) return [];
    const bytes = readFileSync(path);
    return texts.filter((text) => bytes.includes(text)).map((text) => `${text} in ${name}`);
  });
}

/**
 * Every term that any segment of a full-text index holds, deleted ones included: decoded from the leaf pages as SQLite stores
 * them (sqlite.org, fts5_index.c, "Leaf page format").
 */
export function termsInIndex(db: Database.Database, name: string): ReadonlySet<string> {
  const pages = db.prepare(`select id, block from "${name}_data" where id > 10`).safeIntegers().all() as {
    id: bigint;
    block: Buffer;
  }[];
  // Bit 36: a doclist index; bits 31 to 35: height above the leaves.
  return new Set(pages.filter(({ id }) => ((id >> 31n) & 63n) === 0n).flatMap(({ block }) => termsOfLeaf(block)));
}

function termsOfLeaf(page: Buffer): string[] {
  const terms: string[] = [];
  let term = Buffer.alloc(0);
  let index = page.readUInt16BE(2);
  for (let offset = 0; index < page.length;) {
    const [delta, next] = varint(page, index);
    index = next;
    offset += delta;
    const [first, after] = varint(page, offset);
    // The first term of a page is whole, the others begin with some bytes of the one before.
    const [kept, [length, start]] = terms.length === 0 ? [0, [first, after]] : [first, varint(page, after)];
    term = Buffer.concat([term.subarray(0, kept), page.subarray(start, start + length)]);
    terms.push(term.subarray(1).toString('utf8'));
  }
  return terms;
}

function varint(bytes: Buffer, at: number): [value: number, next: number] {
  let value = 0;
  for (let i = at; ; i++) {
    const byte = bytes[i]!;
    value = value * 128 + (byte & 127);
    if (byte < 128) return [value, i + 1];
  }
}
