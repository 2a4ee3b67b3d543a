import { Button, VisuallyHidden } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isPermitted } from '../../../core/domain/access/permissions.ts';
import type { SessionState } from '../../../core/bridge/contract.ts';
import { calendar, type CalendarAppointment } from '../../../core/queries/calendar.ts';
import { dateAt } from '../../../core/queries/days.ts';
import { useQuery } from '../../bridge/hooks.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { BookingDialog, type Booking } from '../../ui/appointment/booking-dialog.tsx';
import { statusOrder } from '../../ui/appointment/status.tsx';
import { useAppointmentCommands } from '../../ui/appointment/use-appointment-commands.tsx';
import { nextBookable } from '../../ui/appointment/wall-time.ts';
import { useNow } from '../../ui/date-text.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { KeyHint } from '../../ui/key-hint.tsx';
import { useUndoShortcut } from '../../ui/notify-undo.tsx';
import { Page, PageHeader } from '../../ui/page.tsx';
import { CalendarEmpty } from './calendar-empty.tsx';
import { CalendarGrid } from './calendar-grid.tsx';
import { CalendarToolbar } from './calendar-toolbar.tsx';
import type { Times } from './event-keys.ts';
import { EventPopover, type OpenEvent } from './event-popover.tsx';
import { periodTitle } from './period-title.ts';
import { shownMoments } from './period.ts';
import classes from './screen.module.css';
import { useCalendarPlace } from './use-calendar-place.ts';
import { useCalendarShortcuts } from './use-calendar-shortcuts.ts';
import { useEventMoves } from './use-event-moves.ts';
import { focusEvent } from './use-kept-focus.ts';

const hourMs = 3_600_000;
const none: readonly CalendarAppointment[] = [];

type SignedIn = Extract<SessionState, { kind: 'signedIn' }>;

/** Month, week, day and agenda over one live query. */
export function CalendarScreen(props: { timeZone: string; session: SignedIn }) {
  const { t } = useTranslation('calendar');
  const { timeZone, session } = props;
  const { userId } = session;
  const { locale } = useFormat();
  const today = dateAt(useNow(), timeZone);
  const { place, go } = useCalendarPlace(timeZone);
  const { view, date, people, hiddenStatuses } = place;
  const editable = isPermitted(session, 'appointments:edit');
  const [booking, setBooking] = useState<Booking>();
  const [open, setOpen] = useState<OpenEvent>();
  const commands = useAppointmentCommands();
  const { move, announcement } = useEventMoves(commands);
  useUndoShortcut();

  const { fromMs, toMs } = shownMoments(view, date, timeZone);
  const { data, error, isPrevious } = useQuery(
    calendar,
    {
      from: fromMs,
      to: toMs,
      ...(people === 'all' ? {} : { ownerIds: [people === 'mine' ? userId : people] }),
      ...(hiddenStatuses.length > 0 ? { statuses: statusOrder.filter((name) => !hiddenStatuses.includes(name)) } : {}),
    },
    { keepPrevious: true },
  );
  const appointments = data?.appointments ?? none;

  const ownerId = people === 'mine' || people === 'all' ? userId : people;
  const bookAt = useCallback((times: Times) => setBooking({ ownerId, ...times }), [ownerId]);
  const bookNext = useCallback(() => {
    const startAt = nextBookable(Date.now(), timeZone);
    bookAt({ startAt, endAt: startAt + hourMs });
  }, [bookAt, timeZone]);
  useCalendarShortcuts(place, today, go, editable ? bookNext : undefined);
  const moveAndFollow: typeof move = (appointment, times, revert) => {
    move(appointment, times, revert);
    // Keys can move an appointment out of sight: the calendar goes along.
    if (times.startAt < fromMs || times.startAt >= toMs) go({ date: dateAt(times.startAt, timeZone) });
  };
  const closeEvent = (): void => {
    setOpen(undefined);
    // After the popover has let go of the focus.
    if (open) requestAnimationFrame(() => focusEvent(open.appointment.id));
  };
  const isEmpty = data !== undefined && !isPrevious && appointments.length === 0;

  return (
    <Page
      fill
      header={
        <PageHeader
          title={periodTitle(view, date, locale)}
          aside={<ZoneNote timeZone={timeZone} />}
          actions={
            editable && (
              <Button leftSection={<IconPlus size={16} />} rightSection={<KeyHint keys="n" />} onClick={bookNext}>
                {t('newAppointment')}
              </Button>
            )
          }
        />
      }
      toolbar={<CalendarToolbar place={place} today={today} go={go} />}
    >
      {error && <ErrorNotice error={error} />}
      <div className={classes.area}>
        {!(isEmpty && view === 'agenda') && (
          <CalendarGrid
            view={view}
            date={date}
            timeZone={timeZone}
            appointments={appointments}
            showOwners={people === 'all'}
            editable={editable}
            onSelect={bookAt}
            onMove={moveAndFollow}
            onOpen={(appointment, element) => setOpen({ appointment, rect: element.getBoundingClientRect() })}
            onDay={(day) => go({ view: 'day', date: day })}
          />
        )}
        {isEmpty && (
          <CalendarEmpty
            place={place}
            editable={editable}
            onShowAll={() => go({ people: 'all', hiddenStatuses: [] })}
          />
        )}
      </div>
      <VisuallyHidden role="status" aria-live="polite">
        {announcement}
      </VisuallyHidden>
      {open && (
        <EventPopover open={open} timeZone={timeZone} editable={editable} commands={commands} onClose={closeEvent} />
      )}
      {booking && (
        <BookingDialog
          booking={booking}
          timeZone={timeZone}
          commands={commands}
          onClose={() => setBooking(undefined)}
        />
      )}
      {commands.dialog}
    </Page>
  );
}

/** Where the person's clock shows another time than the organization's, the calendar says whose times these are. */
function ZoneNote({ timeZone }: { timeZone: string }) {
  const { t } = useTranslation('calendar');
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (own === timeZone) return null;
  return <span className={classes.zone}>{t('zone', { zone: timeZone.replaceAll('_', ' ') })}</span>;
}
