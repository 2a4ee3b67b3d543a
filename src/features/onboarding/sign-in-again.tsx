import { Modal, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../bridge/hooks.ts';
import { SignInForm } from './sign-in-form.tsx';

/** Asks for the password once more when the session has ended; everything local stays as it is. */
export function SignInAgain({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('onboarding');
  const session = useSession();
  if (session?.kind !== 'signedIn') return null;
  return (
    <Modal opened={opened} onClose={onClose} title={t('again')}>
      <Text size="sm" c="dimmed" mb="md">
        {t('againText', { organization: session.organizationName })}
      </Text>
      <SignInForm initial={session} fixed onDone={onClose} />
    </Modal>
  );
}
