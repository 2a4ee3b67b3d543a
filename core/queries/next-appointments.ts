import type { RowOf } from '../schema/tables.ts';
import { rowsOf, type QueryEnv, type QueryProgram } from './define-query.ts';
import { columnsOf, hasId, type StoredRow } from './sql-parts.ts';

/** Appointments that still stand: neither cancelled nor done. */
export const standingStatuses = [
  'pending',
  'rescheduled',
  'confirmed',
] as const satisfies RowOf<'appointments'>['status'][];

/** The next standing appointment of some leads, by lead; one that is going on counts. */
export function* nextAppointments(
  leadIds: readonly string[],
  env: QueryEnv,
): QueryProgram<ReadonlyMap<string, StoredRow<'appointments'>>> {
  if (leadIds.length === 0) return new Map();
  const rows = yield* rowsOf(
    env.db
      .selectFrom('appointments as a')
      .select(columnsOf('appointments', 'a'))
      .where(hasId(env, 'a.leadId', leadIds))
      .where('a.endAt', '>', env.now)
      .where('a.status', 'in', [...standingStatuses])
      .orderBy('a.startAt', 'desc')
      .orderBy('a.id', 'desc'),
  );
  // The last one put for a lead is its earliest.
  return new Map(rows.map((row) => [row.leadId, row]));
}
