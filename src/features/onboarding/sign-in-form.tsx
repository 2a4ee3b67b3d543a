import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeError } from '../../../core/bridge/contract.ts';
import { useBridge } from '../../bridge/hooks.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { checkSignIn, type SignInField, type SignInFields } from './sign-in-fields.ts';
import classes from './onboarding.module.css';

const noneWrong: ReadonlySet<SignInField> = new Set();

/**
 * Server, email, password.
 * @param props.initial what is known already
 * @param props.fixed the person and the server stay: only the password is asked for
 * @param props.onDone after a sign-in that worked
 */
export function SignInForm(props: {
  initial: { serverUrl: string | null; email: string | null };
  fixed?: boolean;
  onDone?: () => void;
}) {
  const { t } = useTranslation('onboarding');
  const bridge = useBridge();
  const [typed, setTyped] = useState<SignInFields>({
    serverUrl: props.initial.serverUrl ?? '',
    email: props.initial.email ?? '',
    password: '',
  });
  const [wrong, setWrong] = useState(noneWrong);
  const [error, setError] = useState<BridgeError>();
  const [busy, setBusy] = useState(false);

  const signIn = async (): Promise<void> => {
    const checked = checkSignIn(typed);
    setWrong(checked.wrong);
    if (checked.wrong.size > 0) return;
    setBusy(true);
    const reply = await bridge.call('session.signIn', checked.fields);
    setBusy(false);
    setError(reply.ok ? undefined : reply.error);
    if (reply.ok) props.onDone?.();
  };
  const field = (name: SignInField, message: string) => ({
    name,
    value: typed[name],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => setTyped({ ...typed, [name]: event.currentTarget.value }),
    error: wrong.has(name) ? message : undefined,
    required: true,
    withAsterisk: false,
  });

  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void signIn();
      }}
    >
      {error && <ErrorNotice error={error} />}
      <TextInput
        {...field('serverUrl', t('invalidServer'))}
        label={t('server')}
        description={props.fixed ? undefined : t('serverHint')}
        inputMode="url"
        autoComplete="url"
        spellCheck={false}
        disabled={props.fixed ?? false}
        data-autofocus={typed.serverUrl === '' || undefined}
      />
      <TextInput
        {...field('email', t('invalidEmail'))}
        label={t('email')}
        type="email"
        autoComplete="username"
        spellCheck={false}
        disabled={props.fixed ?? false}
      />
      <PasswordInput
        {...field('password', t('missingPassword'))}
        label={t('password')}
        autoComplete="current-password"
        data-autofocus={props.fixed || undefined}
      />
      <Button type="submit" loading={busy} fullWidth mt="xs">
        {t('signIn')}
      </Button>
    </form>
  );
}
