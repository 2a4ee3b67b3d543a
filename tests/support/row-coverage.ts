import type { Reporter, TestModule } from 'vitest/node';

/** Rows of what the product must cover: a contract test's title begins with the id of its row. */
const groups: readonly (readonly [string, number])[] = [
  ['A', 19],
  ['B', 16],
  ['C', 10],
  ['D', 6],
  ['E', 11],
  ['G', 6],
];

/** @returns how many of the titles belong to each row, rows without any included */
export function countRows(titles: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>(
    groups.flatMap(([group, last]) => Array.from({ length: last }, (_, i) => [`${group}${i + 1}`, 0] as const)),
  );
  for (const title of titles) {
    // `A1, B2 …`: one test may hold several rows.
    const ids = /^([A-G]\d{1,2}(?:, ?[A-G]\d{1,2})*)\b/.exec(title)?.[1]?.split(/, ?/) ?? [];
    for (const id of ids) if (counts.has(id)) counts.set(id, counts.get(id)! + 1);
  }
  return counts;
}

/** @returns the table, a line a group */
export function rowTable(counts: ReadonlyMap<string, number>): string {
  const rows = [...counts];
  const lines = groups.map(([group]) => {
    const cells = rows.filter(([id]) => id.startsWith(group)).map(([id, count]) => `${id} ${count || '–'}`.padEnd(7));
    return `  ${cells.join(' ').trimEnd()}`;
  });
  const held = rows.filter(([, count]) => count > 0).length;
  return [`Contract tests that passed, by row (${held} of ${rows.length} rows have some):`, ...lines].join('\n');
}

/** Prints at the end of a run how many contract tests have passed for each row. Vitest loads a reporter by its default export. */
// oxlint-disable-next-line import/no-default-export
export default class RowCoverage implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const titles = modules.flatMap((module) => [...module.children.allTests('passed')].map(({ name }) => name));
    const counts = countRows(titles);
    if ([...counts.values()].some((count) => count > 0)) console.log(`\n${rowTable(counts)}\n`);
  }
}
