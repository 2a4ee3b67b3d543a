import { useTranslation } from 'react-i18next';
import type { BridgeError } from '../../../core/bridge/contract.ts';
import { calendar } from '../../../core/queries/calendar.ts';
import { useQuery } from '../../bridge/hooks.ts';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { useWorkspace } from '../workspace/use-workspace.ts';

export type OverlapAction = 'book' | 'save' | 'move';

/** The appointment that stands in the way. Times in epoch milliseconds. */
type Other = { readonly appointmentId: string; readonly startAt: number; readonly endAt: number };
export type Overlap = Other & { readonly ownerId: string; readonly action: OverlapAction };

/** @returns the other appointment when that is why a booking was refused */
export function overlapOf(error: BridgeError): Other | undefined {
  if (error.kind !== 'domain' || error.error.code !== 'APPOINTMENT_OVERLAP') return undefined;
  return error.error.details as Other;
}

/** Says what an appointment overlaps with and asks whether it is meant. @param props.when the other one's time, in words */
export function OverlapDialog(props: { overlap: Overlap; when: string; onAnswer: (accept: boolean) => void }) {
  const { t } = useTranslation(['calendar', 'common']);
  const workspace = useWorkspace();
  const { appointmentId, startAt, endAt, ownerId, action } = props.overlap;
  const { data } = useQuery(calendar, { from: startAt, to: endAt, ownerIds: [ownerId] });
  const lead = data?.appointments.find(({ id }) => id === appointmentId)?.leadName;
  const what = lead ? t('overlap.withLead', { lead }) : t('overlap.another');
  const isMine = ownerId === workspace?.me?.id;
  const who = workspace?.userById.get(ownerId)?.name ?? t('common:unknown');
  return (
    <ConfirmDialog
      opened
      title={t('overlap.title')}
      confirmLabel={t(`overlap.${action}Anyway`)}
      onConfirm={() => props.onAnswer(true)}
      onClose={() => props.onAnswer(false)}
    >
      {isMine ? t('overlap.you', { what, when: props.when }) : t('overlap.text', { who, what, when: props.when })}
    </ConfirmDialog>
  );
}
