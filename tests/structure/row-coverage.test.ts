import { expect, test } from 'vitest';
import { countRows, rowTable } from '../support/row-coverage.ts';

test('titles are counted for the rows that they begin with', () => {
  const counts = countRows(['A1 lists', 'A1 refuses', 'B2, C2 filters', 'B20 is no row', 'A fly', 'about A3']);
  expect([counts.get('A1'), counts.get('B2'), counts.get('C2'), counts.get('A3')]).toEqual([2, 1, 1, 0]);
  expect(counts.size).toBe(19 + 16 + 10 + 6 + 11 + 6);
  expect([...counts.values()].reduce((sum, count) => sum + count)).toBe(4);
});

test('the table shows every row, those without a test too', () => {
  const table = rowTable(countRows(['A1 lists']));
  expect(table).toContain('(1 of 68 rows have some)');
  expect(table).toMatch(/A1 1 .*A2 –/);
  expect(table.split('\n')).toHaveLength(7);
});
