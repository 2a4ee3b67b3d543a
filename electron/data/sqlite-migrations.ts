import type Database from 'better-sqlite3';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { StoreError } from './store-error.ts';

/** One step of the schema's history. */
export type Migration = {
  /** 1, 2, 3 …: what `user_version` says once it is applied. */
  readonly version: number;
  readonly sql: string;
};

/** The folders of `migrations/` that make up a device's database, in the order in which one version's parts are applied. */
const deviceParts = ['domain', 'device', 'search'] as const;

const fileName = /^(\d{4})_[a-z0-9-]+\.sqlite\.sql$/;

/**
 * Reads a device's migrations. Files of the same number are one migration, whatever part they change.
 * @param directory the folder `migrations/`
 */
export function readMigrations(directory: string): Migration[] {
  const byVersion = new Map<number, string[]>();
  for (const part of deviceParts) {
    for (const name of readdirSync(join(directory, part)).toSorted()) {
      const number = fileName.exec(name)?.[1];
      if (number === undefined) continue;
      const texts = byVersion.get(Number(number)) ?? [];
      texts.push(readFileSync(join(directory, part, name), 'utf8'));
      byVersion.set(Number(number), texts);
    }
  }
  return [...byVersion]
    .map(([version, texts]) => ({ version, sql: texts.join('\n') }))
    .toSorted((a, b) => a.version - b.version);
}

/**
 * Brings a database to the newest version: each migration in a transaction of its own, together with its version number, so that
 * one that fails leaves the database as the one before left it. Before the first change of an existing database an encrypted copy is made.
 * @throws StoreError STORE_TOO_NEW for a database of a newer application; whatever a failing migration throws
 */
export function migrate(db: Database.Database, migrations: readonly Migration[], file: string): void {
  const current = Number(db.pragma('user_version', { simple: true }));
  const newest = migrations.at(-1)?.version ?? 0;
  if (current > newest) throw new StoreError('STORE_TOO_NEW', file);
  const due = migrations.filter(({ version }) => version > current);
  if (due.length === 0) return;
  if (current > 0) copyBefore(db, file, current);
  for (const { version, sql } of due) {
    db.exec('BEGIN IMMEDIATE');
    try {
      db.exec(sql);
      db.pragma(`user_version = ${version}`);
      db.exec('COMMIT');
    } catch (cause) {
      if (db.inTransaction) db.exec('ROLLBACK');
      throw cause;
    }
  }
}

function backupsOf(file: string): string {
  return join(dirname(file), 'backups');
}

/** The copy is written by SQLite itself with the same cipher and key: at no time is there plain text on the disk. */
function copyBefore(db: Database.Database, file: string, version: number): void {
  const directory = backupsOf(file);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const copy = join(directory, `${basename(file)}.v${version}`);
  // Left by a run that was cut off: VACUUM INTO refuses an existing file.
  rmSync(copy, { force: true });
  db.prepare('VACUUM INTO ?').run(copy);
}

/** Deletes the copies made before migrations: they still hold what has since left the person's scope (SYNC-8). */
export function removeCopies(file: string): void {
  const directory = backupsOf(file);
  if (!existsSync(directory)) return;
  for (const name of readdirSync(directory)) {
    if (name.startsWith(`${basename(file)}.v`)) rmSync(join(directory, name), { force: true });
  }
}
