import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';

const file = resolve(import.meta.dirname, '../../docs/benchmarks.md');

/**
 * Puts measured tables into docs/benchmarks.md, in place of the last ones.
 * @param section whose figures they are, as the marks in the document name it
 * @throws Error when the document has no such marks
 */
export async function documentFigures(section: string, markdown: string): Promise<void> {
  const text = readFileSync(file, 'utf8');
  const [begin, end] = [`<!-- figures: ${section} -->`, `<!-- end of figures: ${section} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file} has no place for the figures of ${section}`);
  const changed = `${text.slice(0, from + begin.length)}\n\n${markdown.trim()}\n\n${text.slice(to)}`;
  writeFileSync(file, await format(changed, { ...(await resolveConfig(file)), filepath: file }));
}

/** @returns a Markdown table */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n');
}
