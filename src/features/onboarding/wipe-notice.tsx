import { IconShieldOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { WipeNotice as Wipe } from '../../../core/bridge/contract.ts';
import { useFormat } from '../../i18n/use-format.ts';
import classes from './onboarding.module.css';

/** This device was revoked and has wiped itself: what happened, what is gone, what to do. */
export function WipeNotice({ wiped }: { wiped: Wipe }) {
  const { t } = useTranslation('onboarding');
  const format = useFormat();
  const { at, organizationName, lost } = wiped;
  return (
    <section className={classes.notice} role="alert">
      <IconShieldOff size={18} stroke={1.75} className={classes.noticeIcon} aria-hidden />
      <div>
        <h2 className={classes.noticeTitle}>{t('wiped.title')}</h2>
        <p>{t('wiped.what', { organization: organizationName, when: format.dateTime(at) })}</p>
        <p>{lost === 0 ? t('wiped.nothingLost') : t('wiped.lost', { count: lost, number: format.number(lost) })}</p>
        <p>{t('wiped.next')}</p>
      </div>
    </section>
  );
}
