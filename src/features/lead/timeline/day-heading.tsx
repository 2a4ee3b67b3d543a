import { useTranslation } from 'react-i18next';
import { addDays, dateAt, startOfDay } from '../../../../core/queries/days.ts';
import { useFormat } from '../../../i18n/use-format.ts';
import { useNow } from '../../../ui/date-text.tsx';
import { useLead } from '../lead-context.ts';
import classes from './timeline.module.css';

/** "Today", "Yesterday", or the date in full. @param props.day YYYY-MM-DD or `upcoming` */
export function DayHeading({ day }: { day: string }) {
  const { t } = useTranslation(['lead', 'common']);
  const format = useFormat();
  const { timeZone } = useLead();
  const today = dateAt(useNow(), timeZone);
  const words =
    day === 'upcoming'
      ? t('timeline.upcoming')
      : day === today
        ? t('common:today')
        : day === addDays(today, -1)
          ? t('common:yesterday')
          : format.longDate(startOfDay(day, timeZone));
  return <h2 className={classes.heading}>{words}</h2>;
}
