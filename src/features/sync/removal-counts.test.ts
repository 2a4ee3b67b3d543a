import { expect, it } from 'vitest';
import { countsByKind } from './removal-counts.ts';

it('names what people know, and sums up the rest at the end', () => {
  const tables = [
    { table: 'leadMembers', rows: 900 },
    { table: 'notes', rows: 20 },
    { table: 'leads', rows: 700 },
    { table: 'stages', rows: 5 },
  ];
  expect(countsByKind(tables)).toEqual([
    { kind: 'leads', rows: 700 },
    { kind: 'notes', rows: 20 },
    { kind: 'other', rows: 905 },
  ]);
});
