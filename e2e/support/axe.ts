import axe from 'axe-core';
import type { Device } from './device.ts';

/** WCAG 2.2 level AA, with everything it builds on. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
export const themes = ['light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/**
 * What axe finds, in words short enough to act on. In the dark theme only the colours differ.
 *
 * Straight on the page, which has no frames: to describe every node that passes takes five times as long as to find those that do not.
 */
export async function violations({ page }: Device, theme: Theme): Promise<string[]> {
  const runOnly: axe.RunOnly =
    theme === 'light' ? { type: 'tag', values: rules } : { type: 'rule', values: ['color-contrast'] };
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const { violations: found } = await page.evaluate(
    (options) => (window as unknown as { axe: typeof axe }).axe.run(document, options),
    { runOnly, resultTypes: ['violations'] } satisfies axe.RunOptions,
  );
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n  ${html.slice(0, 300)}\n  ${failureSummary ?? ''}`),
  );
}
