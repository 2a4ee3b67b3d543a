import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

// Pictures of every screen and state, light and dark, in a usual and in the smallest window, in English and German. The end-to-end
// tests bring the product there and look at it; here they leave behind what they saw. A failing test fails this too.

const help = `npm run gallery -- [--out folder] [file …]

  --out   where the pictures go (gallery)
  file    only what these files of e2e look at, e.g. sync-centre`;

/** The end-to-end tests that look at screens. */
const looking = ['accessibility', 'sync-centre', 'pending-many', 'device-access', 'files', 'undo'] as const;

const { values, positionals } = parseArgs({
  options: { out: { type: 'string', default: 'gallery' }, help: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !looking.some((known) => known === name));
if (values.help || unknown.length > 0) {
  console.log(help);
  process.exitCode = unknown.length > 0 ? 2 : 0;
} else {
  const folder = resolve(values.out);
  mkdirSync(folder, { recursive: true });
  const files = (positionals.length > 0 ? positionals : looking).map((name) => `e2e/${name}.e2e.ts`);
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, 'e2e.ts'), ...files], {
    stdio: 'inherit',
    env: { ...process.env, OUTPOST_PICTURES: folder },
  });
  const pictures = readdirSync(folder).filter((name) => name.endsWith('.png')).length;
  console.log(`${pictures} pictures in ${folder}`);
  process.exitCode = status ?? 1;
}
