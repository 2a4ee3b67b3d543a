import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionState } from '../../../core/bridge/contract.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { SignInForm } from './sign-in-form.tsx';
import classes from './onboarding.module.css';

/** The device has gone without contact for too long: why nothing is shown, what is safe, and the way back in. */
export function LockScreen({ session }: { session: Extract<SessionState, { kind: 'locked' }> }) {
  const { t } = useTranslation('onboarding');
  const format = useFormat();
  const [other, setOther] = useState(false);
  const { leaseDays, lastSyncedAt, pending, organizationName } = session;
  return (
    <main className={classes.welcome}>
      <div className={classes.card}>
        <IconLock size={32} stroke={1.5} className={classes.mark} aria-hidden />
        <h1 className={classes.title}>{t('locked.title')}</h1>
        <p className={classes.lead}>
          {t('locked.why', { count: leaseDays, number: format.number(leaseDays), organization: organizationName })}{' '}
          {lastSyncedAt !== null && t('locked.since', { when: format.date(lastSyncedAt) })}
        </p>
        <p className={classes.safe}>
          {pending === 0 ? t('locked.safe') : t('locked.pending', { count: pending, number: format.number(pending) })}
        </p>
        <SignInForm key={String(other)} initial={other ? { ...session, email: null } : session} fixed={!other} />
        <Button variant="subtle" fullWidth mt="sm" onClick={() => setOther(!other)}>
          {other ? t('locked.back', { name: session.name }) : t('locked.other')}
        </Button>
      </div>
    </main>
  );
}
