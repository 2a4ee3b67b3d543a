import { SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isIsoDate } from '../../../core/queries/days.ts';
import { setQuery } from '../../app/router.ts';
import { periodChoices, queryOfChoice, type ChosenPeriod } from './period.ts';
import classes from './period-picker.module.css';

/** Chooses the period of every figure; it stands in the address, so that going back brings it back. */
export function PeriodPicker({ period }: { period: ChosenPeriod }) {
  const { t } = useTranslation('dashboard');
  return (
    <div className={classes.picker}>
      {period.choice === 'custom' && <CustomPeriod key={`${period.from} ${period.to}`} period={period} />}
      <SegmentedControl
        aria-label={t('period.label')}
        value={period.choice}
        onChange={(choice) => setQuery(queryOfChoice(choice, period))}
        data={periodChoices.map((choice) => ({ value: choice, label: t(`period.${choice}`) }))}
      />
    </div>
  );
}

function CustomPeriod({ period }: { period: ChosenPeriod }) {
  const { t } = useTranslation('dashboard');
  const [from, setFrom] = useState(period.from);
  const [to, setTo] = useState(period.to);
  const isWrong = isIsoDate(from) && isIsoDate(to) && from > to;
  const apply = (): void => {
    if (isIsoDate(from) && isIsoDate(to) && from <= to) setQuery({ from, to }, { replace: true });
  };
  return (
    <form
      className={classes.custom}
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
      onBlur={apply}
    >
      <TextInput
        type="date"
        aria-label={t('period.from')}
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
        max={to}
      />
      <span aria-hidden>–</span>
      <TextInput
        type="date"
        aria-label={t('period.to')}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
        error={isWrong ? t('period.invalid') : undefined}
      />
      <button type="submit" hidden />
    </form>
  );
}
