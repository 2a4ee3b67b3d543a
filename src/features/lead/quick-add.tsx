import { Modal } from '@mantine/core';
import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useWorkspace } from '../../ui/workspace/use-workspace.ts';
import { QuickAddForm } from './quick-add/quick-add-form.tsx';

/** The dialog behind "New lead": everything one knows after a first contact, saved with Ctrl-Enter. */
export function QuickAdd({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('lead');
  const workspace = useWorkspace();
  const isTouched = useRef(false);
  const [isAsking, setAsking] = useState(false);
  const touched = useCallback((value: boolean) => {
    isTouched.current = value;
  }, []);
  const close = (): void => {
    if (isTouched.current) setAsking(true);
    else onClose();
  };
  return (
    <>
      <Modal opened={opened && workspace !== undefined} onClose={close} title={t('quickAdd.title')} size="36rem">
        {workspace && <QuickAddForm workspace={workspace} onTouched={touched} onClose={onClose} />}
      </Modal>
      <ConfirmDialog
        opened={isAsking}
        title={t('quickAdd.discard')}
        confirmLabel={t('quickAdd.discardConfirm')}
        danger
        onConfirm={onClose}
        onClose={() => setAsking(false)}
      >
        {t('quickAdd.discardText')}
      </ConfirmDialog>
    </>
  );
}
