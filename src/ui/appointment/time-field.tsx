import { TimePicker } from '@mantine/dates';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/use-format.ts';
import classes from './appointment-fields.module.css';

/** A click into the figures means to replace them. The browser puts its caret there first, when they had the focus already. */
const replaced = {
  onClick: (event: MouseEvent<HTMLInputElement>): void => {
    const figures = event.currentTarget;
    event.stopPropagation();
    requestAnimationFrame(() => figures.select());
  },
};

/**
 * A time of day as figures that the arrow keys count.
 * @param props.value HH:mm, or empty
 */
export function TimeField(props: {
  label: string;
  value: string;
  onChange: (time: string) => void;
  error?: boolean;
  disabled?: boolean;
}) {
  const { t } = useTranslation(['calendar', 'common']);
  const { locale } = useFormat();
  const isTwelveHours = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions().hour12 === true;
  return (
    <TimePicker
      aria-label={props.label}
      classNames={{ field: classes.figures ?? '' }}
      error={props.error}
      disabled={props.disabled ?? false}
      value={props.value}
      onChange={(time) => props.onChange(time.slice(0, 5))}
      format={isTwelveHours ? '12h' : '24h'}
      minutesStep={5}
      hoursInputProps={replaced}
      minutesInputProps={replaced}
      hoursInputLabel={t('form.hours', { field: props.label })}
      minutesInputLabel={t('form.minutes', { field: props.label })}
      amPmInputLabel={t('form.amPm', { field: props.label })}
    />
  );
}
