import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeError } from '../../../../core/bridge/contract.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { useSaveShortcut } from '../../../ui/use-save-shortcut.ts';

/** Asks why a lead is given up. @param props.onSubmit answers why it was refused */
export function DisqualifyDialog(props: {
  leadName: string;
  onSubmit: (reason: string, notes: string) => Promise<BridgeError | undefined>;
  onClose: () => void;
}) {
  const { t } = useTranslation(['lead', 'common']);
  const [reason, setReason] = useState('');
  const [notes, setNotes] = useState('');
  const [isTried, setTried] = useState(false);
  const [error, setError] = useState<BridgeError>();
  const submit = async (event?: FormEvent): Promise<void> => {
    event?.preventDefault();
    setTried(true);
    if (reason.trim() === '') return;
    const refused = await props.onSubmit(reason, notes);
    if (refused) setError(refused);
    else props.onClose();
  };
  useSaveShortcut(submit);
  return (
    <Modal opened onClose={props.onClose} title={t('disqualify.title', { lead: props.leadName })}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="sm">
          <TextInput
            label={t('disqualify.reason')}
            placeholder={t('disqualify.reasonPlaceholder')}
            maxLength={255}
            required
            data-autofocus
            value={reason}
            error={isTried && reason.trim() === '' ? t('disqualify.required') : undefined}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Textarea
            label={t('disqualify.notes')}
            placeholder={t('disqualify.notesPlaceholder')}
            autosize
            minRows={3}
            maxRows={8}
            value={notes}
            onChange={(event) => setNotes(event.currentTarget.value)}
          />
          {error && <ErrorNotice error={error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={props.onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit">{t('disqualify.submit')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
