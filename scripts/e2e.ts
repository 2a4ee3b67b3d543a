import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { NO_CHROMIUM, findChromium } from '../tests/support/chromium.ts';
import { ROOT } from './steps.ts';

// Runs the end-to-end tests in a real browser. Further arguments go to vitest.

const chromium = findChromium();
if (chromium) {
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', 'e2e', ...process.argv.slice(2)], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, OUTPOST_CHROMIUM: chromium },
  });
  process.exitCode = status ?? 1;
} else {
  console.error(NO_CHROMIUM);
  process.exitCode = 1;
}
