import { useSession } from '../../bridge/hooks.ts';
import { CalendarScreen } from './calendar-screen.tsx';

/** The calendar. Its days are the organization's: nothing is drawn before its time zone is known. */
export function Screen() {
  const session = useSession();
  if (session?.kind !== 'signedIn') return null;
  return <CalendarScreen timeZone={session.timeZone} session={session} />;
}
