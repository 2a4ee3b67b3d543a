import { Button, Group, Modal, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/**
 * Asks before something that is hard to take back. The safe answer has the focus.
 * @param props.confirmLabel a verb with its object ("Delete 3 leads"), never "OK"
 * @param props.onConfirm may take its time; the dialog closes when it is done
 */
export function ConfirmDialog(props: {
  opened: boolean;
  title: string;
  children: ReactNode;
  confirmLabel: string;
  danger?: boolean;
  onConfirm: () => void | Promise<void>;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const confirm = async (): Promise<void> => {
    setBusy(true);
    try {
      await props.onConfirm();
    } finally {
      setBusy(false);
      props.onClose();
    }
  };
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={props.title} size="sm" withCloseButton={false}>
      <Text component="div" size="sm" c="dimmed">
        {props.children}
      </Text>
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button variant="default" onClick={props.onClose} data-autofocus>
          {t('cancel')}
        </Button>
        <Button color={props.danger ? 'red.8' : 'iris'} loading={busy} onClick={() => void confirm()}>
          {props.confirmLabel}
        </Button>
      </Group>
    </Modal>
  );
}
