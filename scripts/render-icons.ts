import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { ROOT } from './steps.ts';

// Draws resources/icon.svg in every size that installers want: `node scripts/render-icons.ts`, after a change of the drawing.
// OUTPOST_CHROMIUM names the browser that draws; otherwise it is Playwright's own.

const sizes = [16, 24, 32, 48, 64, 128, 256, 512];

const svg = readFileSync(join(ROOT, 'resources/icon.svg'), 'utf8');
const named = process.env['OUTPOST_CHROMIUM'];
const browser = await chromium.launch({ args: ['--no-sandbox'], ...(named ? { executablePath: named } : {}) });
try {
  for (const size of sizes) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(
      `<style>body { margin: 0 } svg { display: block; width: 100vw; height: 100vh }</style>${svg}`,
    );
    const path = join(ROOT, `resources/icons/${size}x${size}.png`);
    await page.screenshot({ path, omitBackground: true });
    await page.close();
  }
} finally {
  await browser.close();
}
