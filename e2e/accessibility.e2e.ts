import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { launchChromium } from '../tests/support/chromium.ts';
import { Device } from './support/device.ts';
import { look } from './support/look.ts';
import { leadWithHistory, openSample, places, show } from './support/screens.ts';

// Every screen, its parts and its dialogs, opened once and looked at in both windows and both themes.

let browser: Browser;
let device: Device;

beforeAll(async () => {
  browser = await launchChromium();
  device = await Device.start(browser);
});
afterAll(async () => {
  await device?.remove();
  await browser?.close();
});

it('signed out', async () => {
  await device.page.getByRole('button', { name: 'Sign in' }).waitFor();
  await look(device, 'welcome');
});

describe('with the sample company', () => {
  let leadId: string;

  beforeAll(async () => {
    await openSample(device);
    leadId = await leadWithHistory(device);
  });

  it.each(places)('$name', async (place) => {
    await show(device, place, leadId);
    await look(device, place.name);
  });
});
