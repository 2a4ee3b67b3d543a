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

/** Between the stamp of a cursor and the newest place of which its device has seen rows. */
const seenMark = '~';

/**
 * The cursor of a device whose rows are newer than it in part, as a snapshot brings them: a server that was restored to a place
 * between the two knows the cursor, but not those rows, and must not let the device go on.
 * @param seen the newest place of which the device has seen rows
 */
export function cursorHavingSeen(cursor: Cursor, seen: Cursor): Cursor {
  if (seen.version === cursor.version) return cursor;
  return { version: cursor.version, stamp: [cursor.stamp, seen.version, seen.stamp].join(seenMark) };
}

/** The newest version of which a device at a cursor has seen rows. */
export function seenVersion({ version, stamp }: Cursor): number {
  return Math.max(version, Number(stamp.split(seenMark)[1] ?? version));
}

/** @returns whether this history of the organization ever handed out the cursor, and whatever its device has seen */
export function* isKnownCursor({ version, stamp: text }: Cursor): ReadProgram<boolean> {
  if (version === 0) return false;
  const [stamp, seenVersion, seenStamp] = text.split(seenMark);
  const entry = yield* get('clockLog', sortableNumber(version));
  if (entry?.stamp !== stamp) return false;
  if (seenVersion === undefined) return true;
  if (!/^\d{1,15}$/.test(seenVersion)) return false;
  const newest = yield* get('clockLog', sortableNumber(Number(seenVersion)));
  return newest?.stamp === seenStamp;
}
