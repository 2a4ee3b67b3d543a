import { MantineProvider, mergeThemeOverrides } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeError, SessionState } from '../../core/bridge/contract.ts';
import { useSession, useSessionFailure } from '../bridge/hooks.ts';
import { LockScreen } from '../features/onboarding/lock-screen.tsx';
import { Welcome } from '../features/onboarding/welcome.tsx';
import { cssVariablesResolver, theme } from '../ui/theme.ts';
import { ScreenBoundary } from './screen-boundary.tsx';
import { Shell } from './shell.tsx';
import { useApplyAppearance } from './use-appearance.ts';

/** The whole window: theme, then what the session allows. */
export function App() {
  const { t } = useTranslation();
  // Close buttons show a sign only: those of dialogs and notices get their name here, in the present language.
  const named = useMemo(
    () =>
      mergeThemeOverrides(theme, {
        components: {
          Notification: { defaultProps: { closeButtonProps: { 'aria-label': t('close') } } },
          Modal: {
            defaultProps: { ...theme.components?.Modal?.defaultProps, closeButtonProps: { 'aria-label': t('close') } },
          },
        },
      }),
    [t],
  );
  return (
    <MantineProvider theme={named} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
      {/* Above the status bar. */}
      <Notifications position="bottom-right" limit={4} mb="1.25rem" />
      <Window />
    </MantineProvider>
  );
}

/** What a window knows of the session when it could not be opened. */
const nobody = { kind: 'signedOut', serverUrl: null, email: null, wiped: null } as const;

function Window() {
  useApplyAppearance();
  const session = useSession();
  const failure = useSessionFailure();
  if (!session && !failure) return null;
  return (
    <ScreenBoundary>
      <WindowOf session={session ?? nobody} failure={failure} />
    </ScreenBoundary>
  );
}

function WindowOf({ session, failure }: { session: SessionState; failure: BridgeError | undefined }) {
  switch (session.kind) {
    case 'signedIn':
      return <Shell />;
    case 'locked':
      return <LockScreen session={session} />;
    case 'signedOut':
      return <Welcome session={session} failure={failure} />;
  }
}
