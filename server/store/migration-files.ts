import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SqlDialect } from '../../core/kernel/read-sql.ts';
import { StoreError } from './store-error.ts';

/** One numbered step of a schema. `name` is its identity for ever: `server/0001_initial`. */
export type Migration = { readonly name: string; readonly sql: string; readonly checksum: string };

/** A migration as a database remembers it. */
export type AppliedMigration = { readonly name: string; readonly checksum: string };

const defaultFolder = fileURLToPath(new URL('../../migrations/', import.meta.url));

/** In the order in which a new store runs them: an index refers to tables made before. */
const foldersOf: Record<SqlDialect, readonly string[]> = {
  sqlite: ['domain', 'server', 'search'],
  postgres: ['domain', 'server'],
};

/**
 * Reads the migrations of an organization's store, folder by folder in the order of their numbers.
 * @param folder absolute path of `migrations/`
 */
export function readMigrations(dialect: SqlDialect, folder: string = defaultFolder): Migration[] {
  const suffix = `.${dialect}.sql`;
  return foldersOf[dialect].flatMap((group) =>
    readdirSync(join(folder, group))
      .filter((file) => file.endsWith(suffix))
      .toSorted()
      .map((file) => {
        const sql = readFileSync(join(folder, group, file), 'utf8');
        const checksum = createHash('sha256').update(sql).digest('hex');
        return { name: `${group}/${file.slice(0, -suffix.length)}`, sql, checksum };
      }),
  );
}

/**
 * Compares what a database has run with what this version of the server knows.
 * @returns the migrations still to run, in order
 * @throws StoreError MISCONFIGURED when a newer server wrote the database, or a released migration was edited afterwards
 */
export function pendingMigrations(known: readonly Migration[], applied: readonly AppliedMigration[]): Migration[] {
  const checksums = new Map(applied.map(({ name, checksum }) => [name, checksum]));
  const knownNames = new Set(known.map(({ name }) => name));
  const newer = applied.filter(({ name }) => !knownNames.has(name));
  if (newer.length > 0) {
    const names = newer.map(({ name }) => name).join(', ');
    throw new StoreError('MISCONFIGURED', `a newer server has migrated this database (${names}): update this one`);
  }
  for (const { name, checksum } of known) {
    const before = checksums.get(name);
    if (before !== undefined && before !== checksum) {
      throw new StoreError('MISCONFIGURED', `migration ${name} is not the one that this database was made with`);
    }
  }
  return known.filter(({ name }) => !checksums.has(name));
}
