import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { themes, violations } from './axe.ts';
import type { Device } from './device.ts';
import { settled } from './screens.ts';

/** Where pictures of what the tests look at go; undefined: none are taken. `npm run gallery` sets it. */
const pictures = process.env['OUTPOST_PICTURES'];

const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 640 },
] as const;

/** Looks at what is shown in both windows and both themes: axe finds nothing, the console is silent, nothing is cut off sideways. */
export async function look(device: Device, name: string): Promise<void> {
  const { page } = device;
  const found: Record<string, readonly string[]> = {};
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const theme of themes) {
      await device.useTheme(theme);
      await settled(page);
      const key = `${name}-${theme}-${size.width}x${size.height}`;
      if (pictures) await page.screenshot({ path: join(folder(pictures), `${key}.png`) });
      const problems = await violations(device, theme);
      if (problems.length > 0) found[key] = problems;
    }
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (overflow > 0) found[`${name}-${size.width}`] = [`${overflow} px wider than the window`];
  }
  await page.setViewportSize(sizes[0]);
  await device.useTheme('light');
  expect(found).toEqual({});
  expect(device.troubles.splice(0)).toEqual([]);
}

function folder(path: string): string {
  mkdirSync(path, { recursive: true });
  return path;
}
