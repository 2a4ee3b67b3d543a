import { useTranslation } from 'react-i18next';
import { useSession } from '../../bridge/hooks.ts';
import { useFormat } from '../../i18n/use-format.ts';
import classes from './devices.module.css';

/** Changes that other sign-ins have left in databases of their own on this computer (SYNC-9). */
export function LeftBehind() {
  const { t } = useTranslation('devices');
  const format = useFormat();
  const session = useSession();
  if (session?.kind !== 'signedIn') return null;
  return session.leftBehind.map(({ name, email, organizationName, serverUrl, pending }) => (
    <section className={classes.leftBehind} key={`${serverUrl} ${organizationName} ${email}`}>
      <h2>
        {t('leftBehind', { count: pending, number: format.number(pending), name, organization: organizationName })}
      </h2>
      <p>{t('leftBehindText', { server: serverUrl, email })}</p>
    </section>
  ));
}
