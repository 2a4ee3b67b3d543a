import { AxeBuilder } from '@axe-core/playwright';
import type { Device } from './device.ts';

/** WCAG 2.2 level AA, with everything it builds on. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
export const themes = ['light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** What axe finds, in words short enough to act on. In the dark theme only the colours differ. */
export async function violations({ page }: Device, theme: Theme): Promise<string[]> {
  const builder = new AxeBuilder({ page });
  const { violations: found } = await (
    theme === 'light' ? builder.withTags(rules) : builder.withRules(['color-contrast'])
  ).analyze();
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n  ${html.slice(0, 300)}\n  ${failureSummary ?? ''}`),
  );
}
