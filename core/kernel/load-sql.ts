import { quoted } from './read-sql.ts';
import type { Row, Value } from './rows.ts';
import type { TableSpec } from './store.ts';

/**
 * The statement that puts one row of a block on SQLite. Only columns that hold something are bound: most cells of a row are empty,
 * and binding them would cost as much as the rest.
 * @param columns of the block
 */
export function loadSql(spec: TableSpec, columns: readonly string[]): string {
  const derived = spec.derived.map(({ name }) => name);
  const named = [...columns, ...derived];
  const others = spec.columns.filter((name) => !named.includes(name));
  const set = [
    ...named.filter((name) => name !== 'id').map((name) => `${quoted(name)} = excluded.${quoted(name)}`),
    ...others.map((name) => `${quoted(name)} = null`),
  ];
  const places = named.map(() => '?').join(', ');
  const insert = `insert into ${quoted(spec.name)} (${named.map(quoted).join(', ')}) values (${places})`;
  return `${insert} on conflict ("id") do update set ${set.join(', ')}`;
}

/**
 * @param columns of the block
 * @returns what makes the parameters of `loadSql` out of the cells of a row: the cells, then the derived columns
 */
export function loadCells(spec: TableSpec, columns: readonly string[]): (cells: readonly Value[]) => readonly Value[] {
  if (spec.derived.length === 0) return (cells) => cells;
  const needed = [...new Set(spec.derived.flatMap(({ from }) => from))];
  const places = needed.map((name) => columns.indexOf(name));
  const computes = spec.derived.map(({ compute }) => compute);
  return (cells) => {
    const row: Record<string, Value> = {};
    for (let i = 0; i < needed.length; i++) row[needed[i]!] = cells[places[i]!] ?? null;
    const all = cells.slice();
    for (const compute of computes) all.push(compute(row as Row));
    return all;
  };
}
