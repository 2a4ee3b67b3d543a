import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useBridge } from '../bridge/hooks.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { notifyError } from '../ui/notify.ts';

/** Signs out; changes that exist only here are given up only after a plain question. */
export function useSignOut(): { askSignOut: () => void; dialog: ReactNode } {
  const { t } = useTranslation(['shell', 'errors']);
  const bridge = useBridge();
  const [asking, setAsking] = useState(false);
  const signOut = async (discardPending: boolean): Promise<void> => {
    const reply = await bridge.call('session.signOut', { discardPending });
    if (reply.ok) return;
    if (reply.error.kind === 'failed' && reply.error.code === 'PENDING_WORK') setAsking(true);
    else notifyError(reply.error);
  };
  return {
    askSignOut: () => void signOut(false),
    dialog: (
      <ConfirmDialog
        opened={asking}
        title={t('errors:failed.PENDING_WORK.title')}
        confirmLabel={t('shell:signOutAnyway')}
        danger
        onConfirm={() => signOut(true)}
        onClose={() => setAsking(false)}
      >
        {t('errors:failed.PENDING_WORK.detail')}
      </ConfirmDialog>
    ),
  };
}
