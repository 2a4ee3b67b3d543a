import type { EventInput } from '@fullcalendar/react';
import type { CalendarAppointment } from '../../../core/queries/calendar.ts';
import { statusTone } from '../../ui/appointment/status.tsx';

/**
 * @param showOwner several people's appointments are on screen
 * @returns the appointment as FullCalendar takes it
 */
export function appointmentEvent(appointment: CalendarAppointment, showOwner: boolean): EventInput {
  return {
    id: appointment.id,
    title: appointment.leadName,
    start: appointment.startAt,
    end: appointment.endAt,
    color: statusTone(appointment.status),
    extendedProps: { appointment, showOwner },
  };
}

type Event = { readonly extendedProps: Record<string, unknown> };

/** @returns whether an event was made by `appointmentEvent` */
export function isAppointment(event: Event): boolean {
  return event.extendedProps['appointment'] !== undefined;
}

/** @returns the appointment behind an event made by `appointmentEvent` */
export function appointmentIn(event: Event): CalendarAppointment {
  return event.extendedProps['appointment'] as CalendarAppointment;
}
