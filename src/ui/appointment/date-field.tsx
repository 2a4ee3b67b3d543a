import { DateInput } from '@mantine/dates';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/use-format.ts';
import { parsedDate } from './parsed-date.ts';

const utc = (date: string): Date => new Date(`${date.slice(0, 10)}T00:00:00Z`);

/**
 * A date that can be typed in the person's own notation or picked.
 * @param props.value YYYY-MM-DD, or empty
 * @param props.onChange gets '' while nothing valid is entered
 */
export function DateField(props: {
  label: string;
  value: string;
  onChange: (date: string) => void;
  error?: boolean;
  describedBy?: string | undefined;
  disabled?: boolean;
}) {
  const { t } = useTranslation(['calendar', 'common']);
  const { locale } = useFormat();
  const shown = (options: Intl.DateTimeFormatOptions) => (date: string) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).format(utc(date));
  return (
    <DateInput
      aria-label={props.label}
      aria-describedby={props.describedBy}
      error={props.error}
      disabled={props.disabled ?? false}
      value={props.value === '' ? null : props.value}
      onChange={(date) => props.onChange(date ?? '')}
      firstDayOfWeek={1}
      weekendDays={[0, 6]}
      valueFormat={shown({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })}
      dateParser={(text) => parsedDate(text, locale)}
      monthLabelFormat={shown({ month: 'long', year: 'numeric' })}
      weekdayFormat={shown({ weekday: 'narrow' })}
      monthsListFormat={shown({ month: 'short' })}
      getDayAriaLabel={shown({ dateStyle: 'full' })}
      ariaLabels={{
        previousMonth: t('form.previousMonth'),
        nextMonth: t('form.nextMonth'),
        monthLevelControl: t('form.chooseMonth'),
        yearLevelControl: t('form.chooseYear'),
      }}
      popoverProps={{ withinPortal: false, shadow: 'md' }}
    />
  );
}
