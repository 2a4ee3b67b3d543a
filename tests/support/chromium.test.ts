import { afterEach, expect, test, vi } from 'vitest';
import { findChromium, launchChromium } from './chromium.ts';

afterEach(() => vi.unstubAllEnvs());

test('a browser named in OUTPOST_CHROMIUM that cannot be run is an error, not a fallback', () => {
  vi.stubEnv('OUTPOST_CHROMIUM', '/nowhere/chromium');
  expect(() => findChromium()).toThrow(/nowhere/);
});

test.skipIf(!findChromium())('the browser that was found starts and runs a script', async () => {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    expect(await page.evaluate(() => 6 * 7)).toBe(42);
  } finally {
    await browser.close();
  }
});
