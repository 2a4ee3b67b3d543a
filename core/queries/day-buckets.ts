import { sql, type RawBuilder } from 'kysely';
import type { Day } from './days.ts';

const DAY_MS = 86_400_000;

/** Days of 24 hours that follow each other, or one day on which the clocks change. */
type Segment = {
  readonly firstDay: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly regular: boolean;
};

function segmentsOf(days: readonly Day[]): readonly Segment[] {
  const segments: Segment[] = [];
  for (const [firstDay, { startMs, endMs }] of days.entries()) {
    const regular = endMs - startMs === DAY_MS;
    const last = segments.at(-1);
    if (last?.regular && regular) segments[segments.length - 1] = { ...last, endMs };
    else segments.push({ firstDay, startMs, endMs, regular });
  }
  return segments;
}

/**
 * The index in `days` of the day in which a time falls: integer arithmetic with a branch for each change of the clocks, so
 * that a database groups by the days of a zone it knows nothing of. Times must lie within the days.
 * @param time epoch milliseconds
 */
export function dayIndexOf(time: RawBuilder<number>, days: readonly Day[]): RawBuilder<number> {
  const branches = segmentsOf(days).map(({ firstDay, startMs, endMs, regular }) => {
    const sinceFirst = regular ? sql` + (${time} - ${integer(startMs)}) / ${integer(DAY_MS)}` : sql``;
    return sql`when ${time} < ${integer(endMs)} then ${integer(firstDay)}${sinceFirst}`;
  });
  return sql<number>`case ${sql.join(branches, sql` `)} end`;
}

/** PostgreSQL must be told what a parameter is where it meets no column. */
const integer = (value: number): RawBuilder<number> => sql<number>`cast(${value} as bigint)`;
