/** One calendar day of a zone. Days have 23 to 25 hours, and now and then none of the usual hours at their beginning. */
export type Day = {
  /** YYYY-MM-DD. */
  readonly date: string;
  /** First millisecond of the day. */
  readonly startMs: number;
  /** First millisecond of the next day. */
  readonly endMs: number;
};

/** First and last date, YYYY-MM-DD, both included. */
export type Period = { readonly from: string; readonly to: string };

const DAY_MS = 86_400_000;
const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/;

/** @returns whether the text is a date of the calendar, YYYY-MM-DD, from year 1 on */
export function isIsoDate(text: string): boolean {
  const parts = datePattern.exec(text);
  if (!parts || parts[1] === '0000') return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && isoOf(ms) === text;
}

/** @returns how many days from the first to the last date, both included; below 1 when they are the wrong way round */
export function periodDays(from: string, to: string): number {
  return Math.round((utcOf(to) - utcOf(from)) / DAY_MS) + 1;
}

/** @returns the date so many days later (or earlier, when negative) */
export function addDays(date: string, days: number): string {
  return isoOf(utcOf(date) + days * DAY_MS);
}

/** @returns the period of as many days that ends the day before this one begins */
export function previousPeriod({ from, to }: Period): Period {
  const days = periodDays(from, to);
  return { from: addDays(from, -days), to: addDays(from, -1) };
}

/**
 * @param timeZone IANA zone
 * @returns the date on which a moment falls there
 */
export function dateAt(ms: number, timeZone: string): string {
  return isoOf(ms + offsetAt(ms, timeZone));
}

/**
 * The first moment of a date in a zone. Where the clocks skip midnight, that is the first moment after the gap; where they
 * pass it twice, the earlier one.
 * @param timeZone IANA zone
 * @returns epoch milliseconds
 */
export function startOfDay(date: string, timeZone: string): number {
  const wall = utcOf(date);
  // Whatever happens to the clocks that night, midnight is within a day of what either side's offset says.
  const before = offsetAt(wall - DAY_MS, timeZone);
  const after = offsetAt(wall + DAY_MS, timeZone);
  const candidates = [wall - before, wall - after].filter((ms) => ms + offsetAt(ms, timeZone) === wall);
  if (candidates.length > 0) return Math.min(...candidates);
  return firstMomentOf(
    date,
    wall - Math.max(before, after) - DAY_MS / 4,
    wall - Math.min(before, after) + DAY_MS / 4,
    timeZone,
  );
}

/** Bisects for the moment at which the date begins, where midnight itself does not exist. */
function firstMomentOf(date: string, low: number, high: number, timeZone: string): number {
  let [before, after] = [low, high];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (dateAt(middle, timeZone) < date) before = middle;
    else after = middle;
  }
  return after;
}

/**
 * The days of a period.
 * @param period first and last date, both included
 * @param timeZone IANA zone
 */
export function daysOf(period: Period, timeZone: string): readonly Day[] {
  const count = periodDays(period.from, period.to);
  const starts = Array.from({ length: count + 1 }, (_, i) => startOfDay(addDays(period.from, i), timeZone));
  return Array.from({ length: count }, (_, i) => ({
    date: addDays(period.from, i),
    startMs: starts[i]!,
    endMs: starts[i + 1]!,
  }));
}

/** @returns first millisecond of a period and first millisecond after it */
export function boundsOf(period: Period, timeZone: string): { readonly startMs: number; readonly endMs: number } {
  return { startMs: startOfDay(period.from, timeZone), endMs: startOfDay(addDays(period.to, 1), timeZone) };
}

/** @returns the week, Monday to Sunday, that a date lies in */
export function weekOf(date: string): Period {
  const sinceMonday = (new Date(utcOf(date)).getUTCDay() + 6) % 7;
  const from = addDays(date, -sinceMonday);
  return { from, to: addDays(from, 6) };
}

/** @returns the calendar month that a date lies in */
export function monthOf(date: string): Period {
  const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7))];
  return {
    from: `${date.slice(0, 8)}01`,
    to: isoOf(utcOf(`${date.slice(0, 8)}01`) + (daysIn(year, month) - 1) * DAY_MS),
  };
}

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** A date's midnight as if the zone were UTC. */
function utcOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`);
}

function isoOf(utcMs: number): string {
  return new Date(utcMs).toISOString().slice(0, 10);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** What a zone's clocks are ahead of UTC at a moment, milliseconds. */
function offsetAt(ms: number, timeZone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatFor(timeZone).formatToParts(ms)) parts[type] = Number(value);
  const wall = Date.UTC(
    parts['year']!,
    parts['month']! - 1,
    parts['day']!,
    parts['hour']!,
    parts['minute']!,
    parts['second']!,
  );
  return wall - Math.floor(ms / 1000) * 1000;
}
