import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useSession } from '../bridge/hooks.ts';
import { Welcome } from '../features/onboarding/welcome.tsx';
import { cssVariablesResolver, theme } from '../ui/theme.ts';
import { Shell } from './shell.tsx';
import { useApplyAppearance } from './use-appearance.ts';

/** The whole window: theme, then what the session allows. */
export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
      <Notifications position="bottom-right" limit={4} />
      <Window />
    </MantineProvider>
  );
}

function Window() {
  useApplyAppearance();
  const session = useSession();
  if (!session) return null;
  return session.kind === 'signedIn' ? <Shell /> : <Welcome session={session} />;
}
