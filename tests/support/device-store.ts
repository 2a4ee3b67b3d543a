import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { uuidv7From } from '../../core/kernel/ids.ts';
import type { Row } from '../../core/kernel/rows.ts';
import { deviceSpecs } from '../../core/schema/tables.ts';
import { readMigrations } from '../../electron/data/sqlite-migrations.ts';
import { openSqliteStore, type SqliteStore, type SqliteStoreOptions } from '../../electron/data/sqlite-store.ts';

/** The key of test stores. */
export const testKey = Buffer.alloc(32, 7);

/** The repository's migrations, as a device reads them. */
export const testMigrations = readMigrations(fileURLToPath(new URL('../../migrations', import.meta.url)));

/** A folder of its own, deleted by `remove`. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'outpost-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Opens an encrypted store with the repository's migrations. */
export function openTestStore(file: string, options: Partial<SqliteStoreOptions> = {}): SqliteStore {
  return openSqliteStore({ file, key: testKey, specs: deviceSpecs, migrations: testMigrations, ...options });
}

/** @param at position in time: ids sort by it */
export function testId(at: number): string {
  return uuidv7From(1_700_000_000_000 + at, new Uint8Array(10));
}

/** A whole lead, as the server would send it. */
export function leadRow(at: number, cells: Partial<Record<string, string | number | null>> = {}): Row {
  return {
    id: testId(at),
    version: 1,
    phones: '[]',
    pipelineId: 'pipeline',
    stageId: 'stage',
    stageSince: at,
    status: 'open',
    state: 'active',
    priority: 'low',
    currency: 'EUR',
    createdAt: at,
    createdBy: 'user',
    updatedAt: at,
    ...cells,
  } as Row;
}

/** A whole note. */
export function noteRow(at: number, body: string): Row {
  return { id: testId(at), version: 1, leadId: testId(0), authorId: 'user', body, createdAt: at };
}
