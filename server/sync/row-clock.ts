// SYNC-6: when each field of a row was last changed and by whom; and so what of a row a device that has seen a version lacks.
import { write, type Program, type ReadProgram } from '../../core/kernel/reads.ts';
import type { Row, RowChange } from '../../core/kernel/rows.ts';
import { get, getMany } from '../../core/schema/typed-reads.ts';
import { movesAudience } from './audience-log.ts';

/** Who changed a field last: the version that did, the author's corrected epoch milliseconds, the author. */
export type FieldTime = { readonly version: number; readonly at: number; readonly by: string };

type Fields = Readonly<Record<string, readonly [version: number, at: number, by: string]>>;

/** Id of a row's clock. */
export const clockKey = (table: string, id: string): string => `${table}:${id}`;

/**
 * Notes a change in the clock of its row. Must run before the change is written. A row without a clock has been written once only,
 * or by a server that kept none: it travels whole.
 * @param author whose change it is and when they made it
 */
export function* noteInClock(
  change: RowChange,
  version: number,
  author: { readonly by: string; readonly at: number },
): Program<void> {
  if (change.op === 'insert') return;
  const key = clockKey(change.table, change.id);
  const clock = yield* get('rowClock', key);
  if (change.op === 'delete') return yield* write(clock ? [{ op: 'delete', table: 'rowClock', id: key }] : []);
  const fields: Record<string, Fields[string]> = clock ? { ...parsed(clock.fields) } : {};
  for (const field of Object.keys(change.set)) fields[field] = [version, author.at, author.by];
  const before = clock?.whole ?? (yield* rowVersion(change.table, change.id));
  // Whoever comes to see a row through this change has nothing of it.
  const whole = movesAudience(change) ? version : before;
  const row = { id: key, version, whole, fields: JSON.stringify(fields) };
  yield* write([{ op: 'put', table: 'rowClock', row }]);
}

/** Notes that a row has to travel whole once more: somebody who did not see it does now. */
export function* noteWhole(table: string, id: string, version: number): Program<void> {
  const key = clockKey(table, id);
  if (yield* get('rowClock', key)) {
    yield* write([{ op: 'patch', table: 'rowClock', id: key, set: { version, whole: version } }]);
  }
}

function* rowVersion(table: string, id: string): ReadProgram<number> {
  const row = (yield { kind: 'get', table, id })[0];
  return Number(row?.['version'] ?? 0);
}

/** @returns who changed a field last; undefined when nobody has since the row was made */
export function* fieldTime(table: string, id: string, field: string): ReadProgram<FieldTime | undefined> {
  const clock = yield* get('rowClock', clockKey(table, id));
  const time = clock && parsed(clock.fields)[field];
  return time && { version: time[0], at: time[1], by: time[2] };
}

/** Rows that a device holds in an older state, by the fields that have changed since. */
export type ChangedRows = { readonly fields: readonly string[]; readonly rows: readonly Row[] };

/**
 * What a device lacks of rows that have changed.
 * @param since the version up to which it has seen the table
 * @returns the rows that it does not hold, as far as anyone can tell, and what has changed in the others
 */
export function* lackingSince(
  table: string,
  rows: readonly Row[],
  since: number,
): ReadProgram<{ readonly whole: readonly Row[]; readonly changed: readonly ChangedRows[] }> {
  const clocks = yield* getMany(
    'rowClock',
    rows.map((row) => clockKey(table, row.id)),
  );
  const byKey = new Map(clocks.map((clock) => [clock.id, clock]));
  const whole: Row[] = [];
  const changed = new Map<string, { fields: readonly string[]; rows: Row[] }>();
  for (const row of rows) {
    const clock = byKey.get(clockKey(table, row.id));
    // A clock that does not know the row's last change belongs to one of before, which was deleted and made anew.
    if (!clock || clock.whole > since || clock.version !== row['version']) {
      whole.push(row);
      continue;
    }
    const fields = fieldsSince(clock.fields, since);
    const group = changed.get(fields.join()) ?? { fields, rows: [] };
    group.rows.push(row);
    changed.set(fields.join(), group);
  }
  return { whole, changed: [...changed.values()] };
}

function fieldsSince(fields: string, since: number): string[] {
  return Object.entries(parsed(fields))
    .filter(([, [version]]) => version > since)
    .map(([field]) => field)
    .toSorted();
}

const parsed = (fields: string): Fields => JSON.parse(fields) as Fields;
