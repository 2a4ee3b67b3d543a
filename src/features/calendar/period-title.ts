import { datesOf, type CalendarView } from './period.ts';

const utc = (date: string): Date => new Date(`${date}T00:00:00Z`);

/** @returns what the view shows, in the person's language: "November 2026", "16 – 22 Nov 2026" */
export function periodTitle(view: CalendarView, date: string, locale: string): string {
  const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
  if (view === 'month') return format({ month: 'long', year: 'numeric' }).format(utc(date));
  if (view === 'day')
    return format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(utc(date));
  const { from, to } = datesOf(view, date);
  return format({ day: 'numeric', month: 'short', year: 'numeric' }).formatRange(utc(from), utc(to));
}
