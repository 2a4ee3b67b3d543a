import { write, type Program, type ReadProgram } from '../../core/kernel/reads.ts';
import type { StoreChange } from '../../core/kernel/rows.ts';
import type { Cursor } from '../../core/protocol/sync.ts';
import { sortableNumber } from '../../core/kernel/sortable-number.ts';
import { get } from '../../core/schema/typed-reads.ts';

const clockId = 'clock';

/**
 * Reads the organization's version counter. In a writing operation the store has locked this row first, so versions commit in
 * the order they are handed out and no reader can miss one (docs/sync.md, On the server).
 * @throws Error when the organization was never created
 */
export function* currentCursor(): ReadProgram<Cursor> {
  const clock = yield* get('clock', clockId);
  if (!clock) throw new Error('the organization has no clock');
  return { version: clock.current, stamp: clock.stamp };
}

/** The changes that hand out a version together with its random stamp. */
export function versionChanges(version: number, stamp: string, now: number): StoreChange[] {
  return [
    { op: 'put', table: 'clock', row: { id: clockId, current: version, stamp } },
    { op: 'insert', table: 'clockLog', row: { id: sortableNumber(version), stamp, at: now } },
  ];
}

/** Advances the counter. */
export function* advanceClock(version: number, stamp: string, now: number): Program<void> {
  yield* write(versionChanges(version, stamp, now));
}

/** @returns whether this history of the organization ever handed out the cursor */
export function* isKnownCursor(cursor: Cursor): ReadProgram<boolean> {
  if (cursor.version === 0) return false;
  const entry = yield* get('clockLog', sortableNumber(cursor.version));
  return entry?.stamp === cursor.stamp;
}
