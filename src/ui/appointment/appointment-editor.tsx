import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconArrowUpRight, IconTrash } from '@tabler/icons-react';
import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeError } from '../../../core/bridge/contract.ts';
import { openLead } from '../../app/router.ts';
import { useNow } from '../date-text.tsx';
import { ErrorNotice } from '../error-notice.tsx';
import { useSaveShortcut } from '../use-save-shortcut.ts';
import { AppointmentFields } from './appointment-fields.tsx';
import classes from './appointment-editor.module.css';
import { draftOf, problemsOf, valuesOf } from './draft.ts';
import type { AppointmentCommands, SavedAppointment } from './use-appointment-commands.tsx';

/**
 * Changes or deletes an appointment, in a popover or a dialog.
 * @param props.withLead names the lead and links to it
 */
export function AppointmentEditor(props: {
  appointment: SavedAppointment;
  leadName: string;
  withLead?: boolean;
  timeZone: string;
  editable: boolean;
  commands: AppointmentCommands;
  onClose: () => void;
}) {
  const { t } = useTranslation(['calendar', 'common']);
  const { appointment, leadName, timeZone, commands, editable, onClose } = props;
  const [draft, setDraft] = useState(() => draftOf(appointment, timeZone));
  const [error, setError] = useState<BridgeError>();
  // While the question about an overlap is open, Ctrl-Enter must not ask it again.
  const isSaving = useRef(false);
  const problems = problemsOf(draft, appointment, timeZone, useNow());

  const submit = async (event?: FormEvent): Promise<void> => {
    event?.preventDefault();
    if (isSaving.current) return;
    setError(undefined);
    if (Object.keys(problems).length > 0) return;
    isSaving.current = true;
    const outcome = await commands.update(appointment, leadName, valuesOf(draft, timeZone));
    isSaving.current = false;
    if (outcome === 'done') onClose();
    else if (outcome !== 'cancelled') setError(outcome);
  };
  const remove = async (): Promise<void> => {
    const outcome = await commands.remove(appointment, leadName);
    if (outcome === 'done') onClose();
    else if (outcome !== 'cancelled') setError(outcome);
  };
  useSaveShortcut(editable ? submit : undefined);
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
      {props.withLead && (
        <Button
          variant="subtle"
          className={classes.lead}
          rightSection={<IconArrowUpRight size={14} />}
          onClick={() => {
            onClose();
            openLead(appointment.leadId);
          }}
          aria-label={t('form.openLead', { lead: leadName })}
        >
          {leadName}
        </Button>
      )}
      <AppointmentFields
        draft={draft}
        onChange={setDraft}
        problems={problems}
        timeZone={timeZone}
        disabled={!editable}
      />
      {error && <ErrorNotice error={error} />}
      {editable ? (
        <div className={classes.actions}>
          <Tooltip label={t('form.delete')}>
            <ActionIcon color="red" aria-label={t('form.delete')} onClick={() => void remove()}>
              <IconTrash size={16} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
          <Button variant="default" onClick={onClose} className={classes.cancel}>
            {t('common:cancel')}
          </Button>
          <Button type="submit">{t('form.save')}</Button>
        </div>
      ) : (
        <p className={classes.readOnly}>{t('form.readOnly')}</p>
      )}
    </form>
  );
}
