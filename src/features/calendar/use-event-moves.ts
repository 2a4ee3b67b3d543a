import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarAppointment } from '../../../core/queries/calendar.ts';
import { errorText } from '../../i18n/error-text.ts';
import { useFormat } from '../../i18n/use-format.ts';
import type { AppointmentCommands } from '../../ui/appointment/use-appointment-commands.tsx';
import { notifyError } from '../../ui/notify.ts';
import type { Times } from './event-keys.ts';

export type MoveEvent = (appointment: CalendarAppointment, times: Times, revert?: () => void) => void;

/**
 * Moves and resizes appointments, by pointer and by keyboard alike.
 * @returns `move`, and the latest move in words for a live region
 */
export function useEventMoves({ update }: AppointmentCommands): {
  readonly move: MoveEvent;
  readonly announcement: string;
} {
  const { t } = useTranslation('calendar');
  const errors = useTranslation('errors').t;
  const format = useFormat();
  const [announcement, setAnnouncement] = useState('');
  const run = useCallback(
    async (appointment: CalendarAppointment, times: Times, revert: () => void): Promise<void> => {
      const lead = appointment.leadName;
      const isMove = times.startAt !== appointment.startAt;
      const outcome = await update(appointment, lead, times, isMove ? 'moved' : 'resized');
      if (outcome === 'done') {
        const when = `${format.longDate(times.startAt)}, ${format.timeRange(times.startAt, times.endAt)}`;
        setAnnouncement(t('announce.moved', { lead, when }));
        return;
      }
      revert();
      if (outcome === 'cancelled') return;
      notifyError(outcome);
      setAnnouncement(t('announce.refused', { lead, reason: errorText(errors, outcome).title }));
    },
    [update, t, errors, format],
  );
  const move = useCallback<MoveEvent>(
    (appointment, times, revert = () => {}) => void run(appointment, times, revert),
    [run],
  );
  return { move, announcement };
}
