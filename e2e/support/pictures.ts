import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Device } from './device.ts';
import { settled } from './screens.ts';
import { windowSizes } from './window-sizes.ts';

/** Where pictures of what the tests look at go; undefined: none are taken. `npm run gallery` sets it. */
const pictures = process.env['OUTPOST_PICTURES'];

/** Takes a picture of what a window shows, when pictures are wanted. */
export async function takePicture(page: Page, name: string): Promise<void> {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}

/**
 * Takes pictures of the same place in a second window that speaks German, when pictures are wanted. What only the first window has
 * open, a dialog or a message, is not in it.
 */
export async function takeTranslatedPictures(device: Device, name: string): Promise<void> {
  if (!pictures || (await device.page.getByRole('dialog').count()) > 0) return;
  const page = await device.windowIn('de-DE');
  for (const size of windowSizes) {
    await page.setViewportSize(size);
    await settled(page);
    await takePicture(page, `${name}-de-${size.width}x${size.height}`);
  }
}
