import type { CalendarOptions } from '@fullcalendar/react';
import type { TFunction } from 'i18next';
import { agendaDays } from './period.ts';

const clock = { hour: 'numeric', minute: '2-digit' } as const;

/** "Mon 23": languages that put a comma or a dot between the two do not need it in the head of a column. */
function weekdayAndDay(locale: string): (info: { date: { year: number; month: number; day: number } }) => string {
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
  return ({ date: { year, month, day } }) => `${weekday.format(Date.UTC(year, month, day))} ${day}`;
}

/** How the calendar behaves and what it says, whatever it shows. */
export function calendarViewOptions(t: TFunction<'calendar'>, locale: string): CalendarOptions {
  return {
    views: {
      month: { type: 'dayGridMonth', fixedWeekCount: false, dayMaxEvents: true, displayEventEnd: false },
      week: { type: 'timeGridWeek', navLinks: false, dayHeaderFormat: weekdayAndDay(locale) },
      day: {
        type: 'timeGridDay',
        navLinks: false,
        dayHeaderFormat: { weekday: 'long', day: 'numeric', month: 'long' },
      },
      agenda: {
        type: 'list',
        duration: { days: agendaDays },
        navLinks: false,
        listDayFormat: { weekday: 'long' },
        listDayAltFormat: { day: 'numeric', month: 'long' },
      },
    },
    headerToolbar: false,
    height: '100%',
    firstDay: 1,
    allDaySlot: false,
    nowIndicator: true,
    expandRows: true,
    slotEventOverlap: false,
    slotDuration: '00:30:00',
    snapDuration: '00:15:00',
    slotMinHeight: 24,
    scrollTime: '07:30:00',
    scrollTimeReset: false,
    eventTimeFormat: clock,
    slotHeaderFormat: clock,
    eventMinHeight: 24,
    eventShortHeight: 34,
    forceEventDuration: true,
    eventInteractive: true,
    eventResizableFromStart: true,
    selectMirror: true,
    navLinks: true,
    moreLinkText: (count) => t('more', { count }),
    moreLinkHint: (count) => t('moreHint', { count }),
    eventsHint: t('title'),
    closeHint: t('common:close' as 'title'),
  };
}
