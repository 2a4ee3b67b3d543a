import { useCallback } from 'react';
import { appointmentStatuses } from '../../../core/schema/leads.ts';
import { dateAt, isIsoDate } from '../../../core/queries/days.ts';
import { setQuery, useRoute } from '../../app/router.ts';
import type { AppointmentStatus } from '../../ui/appointment/status.tsx';
import { useNow } from '../../ui/date-text.tsx';
import { calendarViews, type CalendarView } from './period.ts';

/** Whose appointments: the person's own, everyone's, or one person's (a user id). */
export type People = 'mine' | 'all' | (string & {});

export type CalendarPlace = {
  readonly view: CalendarView;
  /** YYYY-MM-DD; the view shows the period around it. */
  readonly date: string;
  readonly people: People;
  readonly hiddenStatuses: readonly AppointmentStatus[];
};

/** What the address leaves open is as it was when the calendar was last seen. */
let lastSeen: Partial<CalendarPlace> = {};

/**
 * Where the calendar stands. It is in the address, so that Back and reload return to it.
 * @param timeZone IANA zone that says what today is
 */
export function useCalendarPlace(timeZone: string): {
  readonly place: CalendarPlace;
  readonly go: (changes: Partial<CalendarPlace>) => void;
} {
  const { query } = useRoute();
  const today = dateAt(useNow(), timeZone);
  const place: CalendarPlace = {
    view: calendarViews.find((view) => view === query['view']) ?? lastSeen.view ?? 'week',
    date: isIsoDate(query['date'] ?? '') ? query['date']! : (lastSeen.date ?? today),
    people: query['people'] ?? lastSeen.people ?? 'mine',
    hiddenStatuses: appointmentStatuses.filter((status) => query['without']?.split(',').includes(status)),
  };
  const go = useCallback((changes: Partial<CalendarPlace>) => {
    const { hiddenStatuses, ...rest } = changes;
    lastSeen = { ...lastSeen, ...rest };
    const without = hiddenStatuses === undefined ? {} : { without: hiddenStatuses.join(',') || undefined };
    setQuery({ ...rest, ...without }, { replace: true });
  }, []);
  return { place, go };
}
