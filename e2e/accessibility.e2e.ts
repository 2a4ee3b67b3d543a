import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../tests/support/chromium.ts';
import { themes, violations } from './support/axe.ts';
import { Device } from './support/device.ts';
import { leadWithHistory, openSample, places, settled, show } from './support/screens.ts';

const windows = [
  { width: 1440, height: 900 },
  { width: 1024, height: 640 },
] as const;

let browser: Browser;
let device: Device;
let leadId: string;

beforeAll(async () => {
  browser = await launchChromium();
  device = await Device.start(browser);
});
afterAll(async () => {
  await device.remove();
  await browser.close();
});

/** Looks at what is shown in both themes. */
async function inspect(): Promise<void> {
  const found: Record<string, string[]> = {};
  for (const theme of themes) {
    await device.useTheme(theme);
    await settled(device.page);
    found[theme] = await violations(device, theme);
  }
  expect(found).toEqual({ light: [], dark: [] });
  expect(device.troubles.splice(0)).toEqual([]);
}

describe('signed out', () => {
  it.each(windows)('axe finds nothing and the console is silent at $width×$height', async (size) => {
    await device.page.setViewportSize(size);
    await device.page.getByRole('button', { name: 'Sign in' }).waitFor();
    await inspect();
  });
});

describe.each(windows)('$width×$height', (size) => {
  beforeAll(async () => {
    if (leadId === undefined) {
      await openSample(device);
      leadId = await leadWithHistory(device);
    }
    await device.page.setViewportSize(size);
  });

  it.each(places)('axe finds nothing and the console is silent: $name', async (place) => {
    await show(device, place, leadId);
    await inspect();
  });
});
