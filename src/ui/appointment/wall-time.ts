import { Temporal } from 'temporal-polyfill';

/** What a wall clock shows: date YYYY-MM-DD and time HH:mm. */
export type WallTime = { readonly date: string; readonly time: string };

const datePattern = /^\d{4}-\d{2}-\d{2}$/;
const timePattern = /^([01]\d|2[0-3]):[0-5]\d/;

/**
 * @param ms epoch milliseconds
 * @param timeZone IANA zone
 * @returns what the clocks of the zone show at that moment
 */
export function wallTimeAt(ms: number, timeZone: string): WallTime {
  const zoned = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone);
  return { date: zoned.toPlainDate().toString(), time: zoned.toPlainTime().toString({ smallestUnit: 'minute' }) };
}

/**
 * The moment at which the clocks of a zone show a time. A time that is skipped when the clocks go forward means the moment
 * as much later; of a time that comes twice, the first.
 * @returns epoch milliseconds, or null when date or time is incomplete
 */
export function momentOf({ date, time }: WallTime, timeZone: string): number | null {
  if (!datePattern.test(date) || !timePattern.test(time)) return null;
  return Temporal.PlainDateTime.from(`${date}T${time.slice(0, 5)}`).toZonedDateTime(timeZone).epochMilliseconds;
}

/** @returns whether the zone's clocks skip this time (they go forward) */
export function isSkipped(wall: WallTime, timeZone: string): boolean {
  const ms = momentOf(wall, timeZone);
  return ms !== null && wallTimeAt(ms, timeZone).time !== wall.time.slice(0, 5);
}

/**
 * Moves a moment by days on the calendar: ten o'clock stays ten o'clock across a change of the clocks.
 * @param days may be negative
 */
export function plusDays(ms: number, days: number, timeZone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).add({ days }).epochMilliseconds;
}

/** The same clock time on another date. @param date YYYY-MM-DD */
export function onDate(ms: number, date: string, timeZone: string): number {
  return momentOf({ date, time: wallTimeAt(ms, timeZone).time }, timeZone) ?? ms;
}

const quarterMs = 15 * 60_000;

const firstHour = '08:00';
const lastHour = '18:00';

/**
 * When a person is likely to want the next appointment: at the next full quarter of an hour, in the daytime.
 * @param timeZone IANA zone
 */
export function nextBookable(ms: number, timeZone: string): number {
  const quarter = Math.ceil(ms / quarterMs) * quarterMs;
  const { date, time } = wallTimeAt(quarter, timeZone);
  if (time >= firstHour && time <= lastHour) return quarter;
  const morning = momentOf({ date, time: firstHour }, timeZone) ?? quarter;
  return time < firstHour ? morning : plusDays(morning, 1, timeZone);
}
