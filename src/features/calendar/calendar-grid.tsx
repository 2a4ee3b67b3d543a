import { Calendar, type CalendarRef, type EventChangeInfo, type EventDisplayInfo } from '@fullcalendar/react';
import dayGridPlugin from '@fullcalendar/react/daygrid';
import interactionPlugin from '@fullcalendar/react/interaction';
import listPlugin from '@fullcalendar/react/list';
import '@fullcalendar/react/skeleton.css';
import timeGridPlugin from '@fullcalendar/react/timegrid';
import { VisuallyHidden } from '@mantine/core';
import { useEventListener, useMergedRef } from '@mantine/hooks';
import { useEffect, useId, useMemo, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarAppointment } from '../../../core/queries/calendar.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { appointmentEvent, appointmentIn } from './appointment-event.ts';
import { calendarLook } from './calendar-look.ts';
import { calendarViewOptions } from './calendar-view-options.ts';
import { EventContent } from './event-content.tsx';
import { timesAfterKey, type Times } from './event-keys.ts';
import type { CalendarView } from './period.ts';
import classes from './screen.module.css';
import { useFocusableScroller } from './use-focusable-scroller.ts';
import { focusedEventId, useKeptFocus } from './use-kept-focus.ts';
import type { MoveEvent } from './use-event-moves.ts';

const eventContent = (info: EventDisplayInfo): ReactNode => <EventContent info={info} />;
const plugins = [dayGridPlugin, timeGridPlugin, listPlugin, interactionPlugin];

/**
 * The calendar itself: FullCalendar in the organization's zone, told what to show.
 * @param props.onSelect an empty stretch was dragged over
 * @param props.onMove an appointment was dropped, resized or moved by keys
 */
export function CalendarGrid(props: {
  view: CalendarView;
  /** YYYY-MM-DD */
  date: string;
  timeZone: string;
  appointments: readonly CalendarAppointment[];
  showOwners: boolean;
  editable: boolean;
  onSelect: (times: Times) => void;
  onMove: MoveEvent;
  onOpen: (appointment: CalendarAppointment, element: HTMLElement) => void;
  onDay: (date: string) => void;
}) {
  const { t } = useTranslation('calendar');
  const { locale } = useFormat();
  const hintId = useId();
  const ref = useRef<CalendarRef>(null);
  const { view, date, timeZone, showOwners, editable, appointments, onMove } = props;
  useEffect(() => ref.current?.getApi().changeView(view, date), [view, date]);
  const events = useMemo(
    () => appointments.map((entry) => appointmentEvent(entry, showOwners)),
    [appointments, showOwners],
  );
  const options = useMemo(() => calendarViewOptions(t, locale), [t, locale]);
  useKeptFocus(appointments);

  const moved = ({ event, revert }: EventChangeInfo): void =>
    onMove(appointmentIn(event), { startAt: event.start!.getTime(), endAt: event.end!.getTime() }, revert);
  const area = useEventListener<'keydown', HTMLDivElement>('keydown', (keyEvent) => {
    const id = focusedEventId();
    const appointment = id === undefined ? undefined : appointments.find((known) => known.id === id);
    const times = appointment && editable ? timesAfterKey(keyEvent, appointment, timeZone) : undefined;
    if (!appointment || !times) return;
    keyEvent.preventDefault();
    onMove(appointment, times);
  });
  const grid = useRef<HTMLDivElement>(null);
  const gridRef = useMergedRef(area, grid);
  useFocusableScroller(grid, `${view} ${date}`);
  return (
    <div className={classes.grid} ref={gridRef} role="group" aria-label={t('title')} aria-describedby={hintId}>
      <VisuallyHidden id={hintId}>{t('moveHint')}</VisuallyHidden>
      <Calendar
        {...calendarLook}
        {...options}
        ref={ref}
        plugins={plugins}
        locale={locale}
        timeZone={timeZone}
        initialView={view}
        initialDate={date}
        events={events}
        editable={editable}
        selectable={editable}
        select={({ start, end }) => props.onSelect({ startAt: start.getTime(), endAt: end.getTime() })}
        eventDrop={moved}
        eventResize={moved}
        eventClick={({ event, el }) => props.onOpen(appointmentIn(event), el)}
        eventDidMount={({ event, el }) => el.setAttribute('data-appointment', event.id)}
        eventContent={eventContent}
        navLinkDayClick={(day) => props.onDay(day.toISOString().slice(0, 10))}
      />
    </div>
  );
}
