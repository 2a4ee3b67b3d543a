import type { EventDisplayInfo } from '@fullcalendar/react';
import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/use-format.ts';
import { StatusIcon } from '../../ui/appointment/status.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { appointmentIn, isAppointment } from './appointment-event.ts';
import classes from './event-content.module.css';

/**
 * What stands in an appointment's box: lead and time, then note and place as far as there is room.
 */
export function EventContent({ info }: { info: EventDisplayInfo }) {
  // The box that one drags open on empty time is no appointment yet.
  if (info.isMirror && !isAppointment(info.event)) {
    return <EventTime info={info} withEnd />;
  }
  return <AppointmentContent info={info} />;
}

function AppointmentContent({ info }: { info: EventDisplayInfo }) {
  const { t } = useTranslation(['common', 'calendar']);
  const appointment = appointmentIn(info.event);
  const showOwner = info.event.extendedProps['showOwner'] === true;
  const { status, ownerName, overlapsId } = appointment;
  const layout = layoutOf(info);
  const isRoomy = layout === 'column' || layout === 'agenda';
  const owner = showOwner && (
    <span className={classes.owner}>
      <Avatar name={ownerName} color={appointment.ownerColor} size={16} decorative />
    </span>
  );
  const hidden = [
    t(`appointmentStatus.${status}`),
    showOwner && ownerName,
    overlapsId && t('calendar:form.overlapsNow'),
  ].filter(Boolean);
  return (
    <div className={classes.content} data-layout={layout} data-cancelled={status === 'cancelled' || undefined}>
      <span className={classes.head}>
        <StatusIcon status={status} size={12} />
        {layout !== 'column' && layout !== 'short' && <EventTime info={info} withEnd={layout !== 'line'} />}
        <span className={classes.name}>{appointment.leadName}</span>
        {layout === 'short' && <EventTime info={info} withEnd />}
        {owner}
      </span>
      {layout === 'column' && <EventTime info={info} withEnd />}
      {isRoomy && <span className={classes.note}>{appointment.note}</span>}
      {isRoomy && appointment.location && <span className={classes.note}>{appointment.location}</span>}
      <VisuallyHidden>{hidden.join(', ')}</VisuallyHidden>
    </div>
  );
}

/** Start and end as the box stands now: while it is dragged, not as it was. */
function EventTime({ info, withEnd }: { info: EventDisplayInfo; withEnd: boolean }) {
  const format = useFormat();
  const { start, end } = info.event;
  const times = [start, withEnd ? end : null].flatMap((time) => (time ? [format.time(time.getTime())] : []));
  return <span className={classes.time}>{times.join('–')}</span>;
}

function layoutOf(info: EventDisplayInfo): 'line' | 'short' | 'column' | 'agenda' {
  if (info.view.type === 'agenda') return 'agenda';
  if (info.view.type === 'month') return 'line';
  return info.isShort ? 'short' : 'column';
}
