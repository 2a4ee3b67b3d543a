import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const CRUISER = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
const CONFIG = join(ROOT, '.dependency-cruiser.cjs');

/** A small tree that keeps every rule. */
const CLEAN: Record<string, string> = {
  'package.json': '{ "name": "fixture", "type": "module" }',
  'core/kernel/ids.ts': `export const id = (): string => 'x';`,
  'core/schema/lead.ts': `import { id } from '../kernel/ids.ts'; export interface Lead { id: string } export const lead = { id: id() };`,
  'core/domain/lead/rules.ts': `import type { Lead } from '../../schema/lead.ts'; import { z } from 'zod'; export const rule = (x: Lead) => z.parse(x);`,
  'core/bridge/contract.ts': `import { rule } from '../domain/lead/rules.ts'; export const contract = { rule };`,
  'electron/main.ts': `import { app } from 'electron'; import { store } from './data/sqlite-store.ts'; export const main = [app, store];`,
  'electron/data/sqlite-store.ts': `import Database from 'better-sqlite3'; import { contract } from '../../core/bridge/contract.ts'; export const store = [Database, contract];`,
  'server/main.ts': `import { Hono } from 'hono'; import { pool } from './store/postgres/pool.ts'; export const main = [Hono, pool];`,
  'server/store/postgres/pool.ts': `import pg from 'pg'; export const pool = pg;`,
  'src/main.tsx': `import { Leads } from './features/leads/leads.tsx'; export const Main = () => <Leads />;`,
  'src/features/leads/leads.tsx': `import { contract } from '../../../core/bridge/contract.ts'; export const Leads = () => <p>{String(contract)}</p>;`,
  'src/features/lead/panel.tsx': `import { contract } from '../../../core/bridge/contract.ts'; export const Panel = () => <p>{String(contract)}</p>;`,
  'scripts/host.ts': `import { store } from '../electron/data/sqlite-store.ts'; export const host = store;`,
  'tests/support/fake.ts': `import { id } from '../../core/kernel/ids.ts'; import type { App } from 'electron'; export const fake: App = id();`,
};
const LIBRARIES = ['zod', 'electron', 'better-sqlite3', 'hono', 'pg', 'react', 'vitest'];

/** What somebody adds, and the rule that has to say no. */
const VIOLATIONS: [rule: string, file: string, source: string][] = [
  ['core-kernel-looks-down-only', 'core/kernel/up.ts', `import { lead } from '../schema/lead.ts'; export { lead };`],
  [
    'core-schema-looks-down-only',
    'core/schema/up.ts',
    `import type { rule } from '../domain/lead/rules.ts'; export type R = typeof rule;`,
  ],
  ['core-domain-looks-down-only', 'core/domain/up.ts', `export * from '../bridge/contract.ts';`],
  ['core-never-looks-out', 'core/domain/out.ts', `export const later = () => import('../../server/main.ts');`],
  [
    'core-pure-libraries-only',
    'core/domain/node.ts',
    `import { readFileSync } from 'node:fs'; export { readFileSync };`,
  ],
  ['core-pure-libraries-only', 'core/domain/react.ts', `import type { X } from 'react'; export type { X };`],
  [
    'core-tests-add-test-tools-only',
    'core/domain/a.test.ts',
    `import 'vitest'; import { x } from 'react'; export { x };`,
  ],
  [
    'features-stay-apart',
    'src/features/leads/peek.tsx',
    `import { Panel } from '../lead/panel.tsx'; export { Panel };`,
  ],
  [
    'renderer-knows-only-the-contract',
    'src/peek.ts',
    `import type { store } from '../electron/data/sqlite-store.ts'; export type S = typeof store;`,
  ],
  ['renderer-has-no-node', 'src/files.ts', `import { join } from 'node:path'; export { join };`],
  [
    'server-stands-alone',
    'server/peek.ts',
    `import { store } from '../electron/data/sqlite-store.ts'; export { store };`,
  ],
  [
    'electron-stands-alone',
    'electron/peek.ts',
    `import { pool } from '../server/store/postgres/pool.ts'; export { pool };`,
  ],
  ['electron-only-in-its-place', 'electron/sync/net.ts', `import { net } from 'electron'; export { net };`],
  ['electron-in-tests-as-types-only', 'tests/shell.ts', `import { app } from 'electron'; export { app };`],
  [
    'better-sqlite3-only-in-its-place',
    'electron/data/outbox.ts',
    `import Database from 'better-sqlite3'; export { Database };`,
  ],
  ['pg-only-in-its-place', 'server/sync/push.ts', `import pg from 'pg'; export { pg };`],
  ['hono-only-in-its-place', 'server/sync/push.ts', `import { Hono } from 'hono'; export { Hono };`],
  ['nothing-imports-tests', 'server/fake.ts', `import { fake } from '../tests/support/fake.ts'; export { fake };`],
  ['no-orphans', 'server/dead.ts', `export const dead = 1;`],
  [
    'no-cycles',
    'core/kernel/ids.ts',
    `import { lead } from '../schema/lead.ts'; export const id = (): string => String(lead);`,
  ],
];

let clean: string;

beforeAll(async () => {
  clean = await plant({});
});

afterAll(() => rm(clean, { recursive: true, force: true }));

test('a tree that keeps the layers passes', async () => {
  expect(await brokenRules(clean)).toEqual([]);
});

test('every planted violation is caught by its rule', { timeout: 120_000 }, async () => {
  for (const [rule, file, source] of VIOLATIONS) {
    const tree = await plant({ [file]: source });
    try {
      expect(await brokenRules(tree), `${file}: ${source}`).toContain(rule);
    } finally {
      await rm(tree, { recursive: true, force: true });
    }
  }
});

/** Writes the clean tree with some files added or replaced. */
async function plant(files: Record<string, string>): Promise<string> {
  const tree = await mkdtemp(join(tmpdir(), 'outpost-layers-'));
  const libraries = Object.fromEntries(
    LIBRARIES.flatMap((name) => [
      [`node_modules/${name}/package.json`, `{ "name": "${name}", "version": "1.0.0", "main": "index.js" }`],
      [`node_modules/${name}/index.js`, ''],
    ]),
  );
  for (const [path, source] of Object.entries({ ...libraries, ...CLEAN, ...files })) {
    await mkdir(dirname(join(tree, path)), { recursive: true });
    await writeFile(join(tree, path), source);
  }
  return tree;
}

/** Runs dependency-cruiser with the project's own rules. */
async function brokenRules(tree: string): Promise<string[]> {
  const args = [CRUISER, '--config', CONFIG, '--output-type', 'json', '.'];
  const output = await new Promise<string>((accept, reject) => {
    execFile(process.execPath, args, { cwd: tree, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      // It exits with the number of errors; only an empty answer is a failure of the tool itself.
      if (stdout) accept(stdout);
      else reject(new Error(`dependency-cruiser failed: ${stderr}`, { cause: error }));
    });
  });
  const result = JSON.parse(output) as { summary: { violations: { rule: { name: string } }[] } };
  return [...new Set(result.summary.violations.map((violation) => violation.rule.name))];
}
