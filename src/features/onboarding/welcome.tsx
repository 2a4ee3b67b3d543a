import { Button, Divider } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeError, SessionState } from '../../../core/bridge/contract.ts';
import { useBridge } from '../../bridge/hooks.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import mark from '../../ui/mark.svg';
import { SignInForm } from './sign-in-form.tsx';
import { WipeNotice } from './wipe-notice.tsx';
import classes from './onboarding.module.css';

/**
 * What a signed-out window shows: sign in, or look around in the sample company without any server.
 * @param props.failure why the session of last time could not be opened
 */
export function Welcome({
  session,
  failure,
}: {
  session: Extract<SessionState, { kind: 'signedOut' }>;
  failure: BridgeError | undefined;
}) {
  const { t } = useTranslation('onboarding');
  return (
    <main className={classes.welcome}>
      <div className={classes.card}>
        <img src={mark} alt="" width={36} height={36} />
        <h1 className={classes.title}>{t('title')}</h1>
        {session.wiped ? <WipeNotice wiped={session.wiped} /> : <p className={classes.lead}>{t('lead')}</p>}
        {failure && (
          <div className={classes.failure}>
            <ErrorNotice error={failure} onRetry={() => location.reload()} />
          </div>
        )}
        <SignInForm initial={session} />
        <Divider label={t('or')} my="lg" />
        <TrySample />
      </div>
    </main>
  );
}

function TrySample() {
  const { t } = useTranslation('onboarding');
  const bridge = useBridge();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<BridgeError>();
  const start = async (): Promise<void> => {
    setBusy(true);
    const reply = await bridge.call('session.trySample', {});
    setBusy(false);
    setError(reply.ok ? undefined : reply.error);
  };
  return (
    <div className={classes.sample}>
      {error && <ErrorNotice error={error} />}
      <Button variant="default" fullWidth loading={busy} onClick={() => void start()} aria-describedby="sample-text">
        {t('sample')}
      </Button>
      <p className={classes.hint} id="sample-text">
        {t('sampleText')}
      </p>
    </div>
  );
}
