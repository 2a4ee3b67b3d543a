import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, type LaunchOptions, chromium } from 'playwright-core';

const WELL_KNOWN = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const ON_PATH = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Keeps the browser from anything but the page under test: no update, no sync, no traffic of its own. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** What to tell somebody who has no browser. */
export const NO_CHROMIUM =
  'No Chromium found for the end-to-end tests. Install one (`apt-get install chromium` or ' +
  '`npx playwright install chromium`), or name one in OUTPOST_CHROMIUM.';

/**
 * Where a Chromium is: OUTPOST_CHROMIUM, then the system's, then Playwright's own.
 * @returns the path of the executable, undefined when there is none
 * @throws when OUTPOST_CHROMIUM names something that cannot be run
 */
export function findChromium(): string | undefined {
  const named = process.env['OUTPOST_CHROMIUM'];
  if (named) {
    if (!isExecutable(named)) throw new Error(`OUTPOST_CHROMIUM names ${named}, which cannot be executed.`);
    return named;
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const onPath = folders.flatMap((folder) => ON_PATH.map((name) => join(folder, name)));
  return [...WELL_KNOWN, ...onPath, chromium.executablePath()].find(isExecutable);
}

/**
 * Starts a headless Chromium.
 * @throws when there is none, saying what to install
 */
export async function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(NO_CHROMIUM);
  return await chromium.launch({
    headless: true,
    executablePath,
    ...options,
    args: [...FLAGS, ...(options.args ?? [])],
  });
}

function isExecutable(path: string): boolean {
  if (!path || !existsSync(path)) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // there, but not ours to run
  }
}
