import { useCallback, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeError, BridgeReply } from '../../../core/bridge/contract.ts';
import { appointmentCreate } from '../../../core/domain/appointment/create.ts';
import { appointmentRemove } from '../../../core/domain/appointment/remove.ts';
import { appointmentUpdate } from '../../../core/domain/appointment/update.ts';
import { useMutate } from '../../bridge/hooks.ts';
import { newId } from '../../bridge/ids.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useOfferUndo } from '../notify-undo.tsx';
import { changesBetween, type AppointmentValues } from './draft.ts';
import { OverlapDialog, overlapOf, type Overlap, type OverlapAction } from './overlap-dialog.tsx';

/** An appointment that exists. */
export type SavedAppointment = AppointmentValues & { readonly id: string; readonly leadId: string };

/** `cancelled`: there was an overlap and the person thought better of it. */
export type Outcome = 'done' | 'cancelled' | BridgeError;

type Send = (onOverlap: 'refuse' | 'accept') => Promise<BridgeReply<{ readonly seq: number }>>;

export type AppointmentCommands = {
  /** Books, asks about an overlap, offers to undo. */
  readonly book: (leadId: string, leadName: string, values: AppointmentValues) => Promise<Outcome>;
  /** Saves what differs, asks about an overlap, offers to undo. @param what how the notification words it */
  readonly update: (
    saved: SavedAppointment,
    leadName: string,
    next: Partial<AppointmentValues>,
    what?: 'moved' | 'resized' | 'saved',
  ) => Promise<Outcome>;
  /** Deletes and offers to undo. */
  readonly remove: (saved: SavedAppointment, leadName: string) => Promise<Outcome>;
  /** Render it: the question about an overlap. */
  readonly dialog: ReactNode;
};

/** Booking, changing and deleting appointments, the same in the calendar and on a lead. */
export function useAppointmentCommands(): AppointmentCommands {
  const { t } = useTranslation(['calendar', 'common']);
  const format = useFormat();
  const mutate = useMutate();
  const offerUndo = useOfferUndo();
  const [asked, setAsked] = useState<Overlap & { readonly answer: (accept: boolean) => void }>();
  const when = useCallback(
    ({ startAt, endAt }: { startAt: number; endAt: number }) =>
      `${format.date(startAt)}, ${format.timeRange(startAt, endAt)}`,
    [format],
  );

  const send = useCallback(async (ownerId: string, action: OverlapAction, request: Send): Promise<Outcome> => {
    const reply = await request('refuse');
    if (reply.ok) return 'done';
    const other = overlapOf(reply.error);
    if (!other) return reply.error;
    const accepted = await new Promise<boolean>((answer) => setAsked({ ...other, ownerId, action, answer }));
    setAsked(undefined);
    if (!accepted) return 'cancelled';
    const again = await request('accept');
    return again.ok ? 'done' : again.error;
  }, []);

  const book = useCallback<AppointmentCommands['book']>(
    async (leadId, leadName, values) => {
      const [id, action] = [newId(), newId()];
      const outcome = await send(values.ownerId, 'book', (onOverlap) =>
        mutate(appointmentCreate, { id, leadId, ...values, onOverlap }, action),
      );
      if (outcome === 'done') offerUndo(t('done.booked', { lead: leadName, when: when(values) }), action);
      return outcome;
    },
    [mutate, offerUndo, send, t, when],
  );

  const update = useCallback<AppointmentCommands['update']>(
    async (saved, leadName, next, what = 'saved') => {
      const { id } = saved;
      const changes = changesBetween(saved, next);
      if (Object.keys(changes).length === 0) return 'done';
      const after = { ...saved, ...movedStatus(saved, next), ...next };
      const action = newId();
      const outcome = await send(after.ownerId, what === 'saved' ? 'save' : 'move', (onOverlap) =>
        mutate(appointmentUpdate, { id, changes, onOverlap }, action),
      );
      if (outcome === 'done') offerUndo(t(`done.${what}`, { lead: leadName, when: when(after) }), action);
      return outcome;
    },
    [mutate, offerUndo, send, t, when],
  );

  const remove = useCallback<AppointmentCommands['remove']>(
    async (saved, leadName) => {
      const action = newId();
      const reply = await mutate(appointmentRemove, { id: saved.id }, action);
      if (!reply.ok) return reply.error;
      offerUndo(t('done.deleted', { lead: leadName }), action);
      return 'done';
    },
    [mutate, offerUndo, t],
  );

  const dialog = asked && <OverlapDialog overlap={asked} when={when(asked)} onAnswer={asked.answer} />;
  return { book, update, remove, dialog };
}

/** What the domain makes of a move that names no status. */
function movedStatus(saved: AppointmentValues, next: Partial<AppointmentValues>): Partial<AppointmentValues> {
  const { startAt = saved.startAt, endAt = saved.endAt } = next;
  return startAt !== saved.startAt || endAt !== saved.endAt ? { status: 'rescheduled' } : {};
}
