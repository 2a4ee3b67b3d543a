import { expect } from 'vitest';
import { themes, violations } from './axe.ts';
import type { Device } from './device.ts';
import { windowSizes } from './window-sizes.ts';
import { takePicture, takeTranslatedPictures } from './pictures.ts';
import { settled } from './screens.ts';

/** Looks at what is shown in both windows and both themes: axe finds nothing, the console is silent, nothing is cut off sideways. */
export async function look(device: Device, name: string): Promise<void> {
  const { page } = device;
  const found: Record<string, readonly string[]> = {};
  for (const size of windowSizes) {
    await page.setViewportSize(size);
    await settled(page);
    for (const theme of themes) {
      await device.useTheme(theme);
      const key = `${name}-${theme}-${size.width}x${size.height}`;
      await takePicture(page, key);
      const problems = await violations(device, theme);
      if (problems.length > 0) found[key] = problems;
    }
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (overflow > 0) found[`${name}-${size.width}`] = [`${overflow} px wider than the window`];
  }
  await takeTranslatedPictures(device, name);
  await page.setViewportSize(windowSizes[0]);
  await device.useTheme('light');
  expect(found).toEqual({});
  expect(device.troubles.splice(0)).toEqual([]);
}
