import { IconArrowDownRight, IconArrowUpRight, IconMinus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Compared } from '../../../core/queries/dashboard-totals.ts';
import { useFormat } from '../../i18n/use-format.ts';
import classes from './change.module.css';

/**
 * A figure's change against the period before, as sign, arrow and words.
 * @param props.lessIsBetter for figures that should fall, such as lost leads
 */
export function Change({ compared, lessIsBetter }: { compared: Compared; lessIsBetter?: boolean }) {
  const { t } = useTranslation('dashboard');
  const format = useFormat();
  const { current, previous, percentageChange } = compared;
  const rises = current > previous;
  if (current === previous) {
    return (
      <span className={classes.change}>
        <IconMinus size={12} stroke={2} aria-hidden /> {t('change.none')}
      </span>
    );
  }
  const text = percentageChange === null ? t('change.fromNothing') : format.change(percentageChange / 100);
  const Arrow = rises ? IconArrowUpRight : IconArrowDownRight;
  const explained =
    percentageChange === null
      ? t('change.againstNothing')
      : t('change.against', { change: text, previous: format.number(previous) });
  return (
    <span className={classes.change} data-good={rises !== (lessIsBetter ?? false)} title={explained}>
      <Arrow size={12} stroke={2} aria-hidden /> {text}
    </span>
  );
}
