import { Button, Group, Modal } from '@mantine/core';
import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeError } from '../../../core/bridge/contract.ts';
import { useNow } from '../date-text.tsx';
import { ErrorNotice } from '../error-notice.tsx';
import { KeyHint } from '../key-hint.tsx';
import { useSaveShortcut } from '../use-save-shortcut.ts';
import { AppointmentFields } from './appointment-fields.tsx';
import classes from './booking-dialog.module.css';
import { newDraft, problemsOf, valuesOf, type DraftProblems } from './draft.ts';
import { LeadPicker, type PickedLead } from './lead-picker.tsx';
import type { AppointmentCommands } from './use-appointment-commands.tsx';

/** What a booking begins with. Times in epoch milliseconds. */
export type Booking = { readonly ownerId: string; readonly startAt: number; readonly endAt: number };

/**
 * Books an appointment.
 * @param props.lead given: with this lead; absent: the dialog asks which
 */
export function BookingDialog(props: {
  booking: Booking;
  lead?: PickedLead;
  timeZone: string;
  commands: AppointmentCommands;
  onClose: () => void;
}) {
  const { t } = useTranslation(['calendar', 'common']);
  const { booking, timeZone } = props;
  const [lead, setLead] = useState<PickedLead | null>(props.lead ?? null);
  const [draft, setDraft] = useState(() => newDraft(booking.ownerId, booking.startAt, booking.endAt, timeZone));
  const [isTried, setTried] = useState(false);
  const [error, setError] = useState<BridgeError>();
  // While the question about an overlap is open, Ctrl-Enter must not ask it again.
  const isSaving = useRef(false);
  const found = problemsOf(draft, undefined, timeZone, useNow());
  const problems: DraftProblems = isTried ? found : withoutIncomplete(found);

  const submit = async (event?: FormEvent): Promise<void> => {
    event?.preventDefault();
    if (isSaving.current) return;
    setTried(true);
    setError(undefined);
    if (!lead || Object.keys(found).length > 0) return;
    isSaving.current = true;
    const outcome = await props.commands.book(lead.id, lead.name, valuesOf(draft, timeZone));
    isSaving.current = false;
    if (outcome === 'done') props.onClose();
    else if (outcome !== 'cancelled') setError(outcome);
  };
  useSaveShortcut(submit);
  const title = props.lead ? t('form.bookWith', { lead: props.lead.name }) : t('form.book');
  return (
    <Modal opened onClose={props.onClose} title={title} size="26rem">
      <form className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
        {!props.lead && (
          <LeadPicker
            value={lead}
            onChange={setLead}
            error={isTried && !lead ? t('problem.lead') : undefined}
            focusFirst
          />
        )}
        <AppointmentFields draft={draft} onChange={setDraft} problems={problems} timeZone={timeZone} />
        {error && <ErrorNotice error={error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" rightSection={<KeyHint keys="mod+enter" />}>
            {t('form.book')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

/** What is not filled in yet is no reproach before the first try. */
function withoutIncomplete(problems: DraftProblems): DraftProblems {
  const entries = Object.entries(problems).filter(([, problem]) => problem !== 'incomplete');
  return Object.fromEntries(entries) as DraftProblems;
}
