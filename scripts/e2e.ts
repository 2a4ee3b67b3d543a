import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { NO_CHROMIUM, findChromium } from '../tests/support/chromium.ts';
import { ensureRenderer } from './start/renderer-build.ts';
import { ROOT } from './steps.ts';

// Runs the end-to-end tests in a real browser, on screens built from what is there. Further arguments go to vitest.

const chromium = findChromium();
if (!chromium) {
  console.error(NO_CHROMIUM);
  process.exitCode = 1;
} else if (process.env['OUTPOST_RENDERER'] || (await ensureRenderer((line) => console.log(line)))) {
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', 'e2e', ...process.argv.slice(2)], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, OUTPOST_CHROMIUM: chromium },
  });
  process.exitCode = status ?? 1;
} else {
  process.exitCode = 1;
}
