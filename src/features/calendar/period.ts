import { addDays, monthOf, startOfDay, weekOf } from '../../../core/queries/days.ts';

export const calendarViews = ['month', 'week', 'day', 'agenda'] as const;
export type CalendarView = (typeof calendarViews)[number];

/** How many days the agenda lists. */
export const agendaDays = 14;

/** First and last date, both included. */
export type Dates = { readonly from: string; readonly to: string };

/** @returns the dates that a view of this date is about: its month, its week, itself */
export function datesOf(view: CalendarView, date: string): Dates {
  switch (view) {
    case 'month':
      return monthOf(date);
    case 'week':
      return weekOf(date);
    case 'day':
      return { from: date, to: date };
    case 'agenda':
      return { from: date, to: addDays(date, agendaDays - 1) };
  }
}

/** @returns the dates that the view shows: a month is filled up to whole weeks */
export function shownDates(view: CalendarView, date: string): Dates {
  const { from, to } = datesOf(view, date);
  return view === 'month' ? { from: weekOf(from).from, to: weekOf(to).to } : { from, to };
}

/**
 * What to ask the calendar query for.
 * @param timeZone IANA zone in which days begin
 * @returns first moment shown and first moment after it, epoch milliseconds
 */
export function shownMoments(view: CalendarView, date: string, timeZone: string): { fromMs: number; toMs: number } {
  const { from, to } = shownDates(view, date);
  return { fromMs: startOfDay(from, timeZone), toMs: startOfDay(addDays(to, 1), timeZone) };
}

/** @returns the date one view later (1) or earlier (-1): next month, last week … */
export function steppedDate(view: CalendarView, date: string, step: 1 | -1): string {
  switch (view) {
    case 'month': {
      const { from, to } = monthOf(date);
      return step === 1 ? addDays(to, 1) : monthOf(addDays(from, -1)).from;
    }
    case 'week':
      return addDays(date, 7 * step);
    case 'day':
      return addDays(date, step);
    case 'agenda':
      return addDays(date, agendaDays * step);
  }
}
