import { all, isIn, type Predicate } from '../../kernel/predicates.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { Row } from '../../kernel/rows.ts';

/** Most ids in one read: bounds its memory in every home. */
const idsPerRead = 2_000;

/** @returns the rows of several tables that exist, by `table:id` */
export function* rowsNamed(wanted: ReadonlyMap<string, Iterable<string>>): ReadProgram<ReadonlyMap<string, Row>> {
  const rows = new Map<string, Row>();
  for (const [table, ids] of wanted) {
    for (const part of parts([...new Set(ids)])) {
      const found: readonly Row[] = yield { kind: 'getMany', table, ids: part };
      for (const row of found) rows.set(`${table}:${row.id}`, row);
    }
  }
  return rows;
}

/** Rows in which a column holds one of some values. */
export function* rowsWith(
  table: string,
  column: string,
  values: readonly string[],
  where?: Predicate,
): ReadProgram<readonly Row[]> {
  const rows: Row[] = [];
  for (const part of parts(values)) {
    const condition = where ? all(isIn(column, part), where) : isIn(column, part);
    rows.push(...((yield { kind: 'range', table, range: { where: condition } }) as readonly Row[]));
  }
  return rows;
}

function* parts<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += idsPerRead) yield items.slice(at, at + idsPerRead);
}
