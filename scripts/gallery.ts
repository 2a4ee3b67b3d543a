import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { launchChromium } from '../tests/support/chromium.ts';
import { Device, type Viewport } from '../e2e/support/device.ts';
import { leadWithHistory, openSample, places, settled, show } from '../e2e/support/screens.ts';

// Pictures of every screen with the sample company: light and dark, in a usual and in the smallest window.

const { values } = parseArgs({
  options: { out: { type: 'string', default: 'gallery' }, only: { type: 'string', default: '' } },
});
const folder = resolve(values.out);
const chosen = places.filter(({ name }) => name.includes(values.only));
const sizes: readonly Viewport[] = [
  { width: 1440, height: 900 },
  { width: 1024, height: 640 },
];
const themes = ['light', 'dark'] as const;

mkdirSync(folder, { recursive: true });
const browser = await launchChromium();
const device = await Device.start(browser);
try {
  await device.page.getByRole('button', { name: 'Sign in' }).waitFor();
  await inEveryLook('welcome', async () => {});
  await openSample(device);
  const leadId = await leadWithHistory(device);
  for (const place of chosen) await inEveryLook(place.name, () => show(device, place, leadId));
} finally {
  await device.remove();
  await browser.close();
}
// The Sync centre after a day without a network: its end-to-end test takes a picture of each state that it looks at.
const syncStates = 'sync'.includes(values.only) || values.only.includes('sync');
if (syncStates) {
  spawnSync(process.execPath, [join(import.meta.dirname, 'e2e.ts'), 'e2e/sync-centre.e2e.ts'], {
    stdio: 'inherit',
    env: { ...process.env, OUTPOST_PICTURES: folder },
  });
}
for (const trouble of new Set(device.troubles)) console.error(trouble);
console.log(`${(chosen.length + 1) * sizes.length * themes.length} pictures in ${folder}`);

async function inEveryLook(name: string, open: () => Promise<void>): Promise<void> {
  const { page } = device;
  for (const size of sizes) {
    await page.setViewportSize(size);
    try {
      await open();
    } catch (cause) {
      // A screen that does not get there is a picture too.
      console.error(`${name}: ${String(cause).split('\n')[0]}`);
    }
    for (const theme of themes) {
      await device.useTheme(theme);
      await settled(page);
      await page.screenshot({ path: join(folder, `${name}-${theme}-${size.width}x${size.height}.png`) });
    }
  }
}
