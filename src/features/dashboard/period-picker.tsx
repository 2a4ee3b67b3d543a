import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isIsoDate, type Period } from '../../../core/queries/days.ts';
import { setQuery } from '../../app/router.ts';
import { DateField } from '../../ui/appointment/date-field.tsx';
import { periodChoices, queryOfChoice, type ChosenPeriod } from './period.ts';
import classes from './period-picker.module.css';

/** Chooses the period of every figure; it stands in the address, so that going back brings it back. */
export function PeriodPicker({ period }: { period: ChosenPeriod }) {
  const { t } = useTranslation('dashboard');
  return (
    <div className={classes.picker}>
      {period.choice === 'custom' && <CustomPeriod period={period} />}
      <SegmentedControl
        aria-label={t('period.label')}
        value={period.choice}
        onChange={(choice) => setQuery(queryOfChoice(choice, period))}
        data={periodChoices.map((choice) => ({ value: choice, label: t(`period.${choice}`) }))}
      />
    </div>
  );
}

/** Two days, typed or picked; a period the wrong way round is marked and not shown. */
function CustomPeriod({ period }: { period: ChosenPeriod }) {
  const { t } = useTranslation('dashboard');
  const [draft, setDraft] = useState<Partial<Period>>({});
  const { from, to } = { ...period, ...draft };
  const isWrong = from > to;
  const change = (changes: Partial<Period>): void => {
    const next = { ...period, ...draft, ...changes };
    if (!isIsoDate(next.from) || !isIsoDate(next.to) || next.from > next.to) return setDraft({ ...draft, ...changes });
    setDraft({});
    setQuery({ from: next.from, to: next.to }, { replace: true });
  };
  return (
    <div className={classes.custom}>
      <DateField label={t('period.from')} value={from} error={isWrong} onChange={(date) => change({ from: date })} />
      <span aria-hidden>–</span>
      <DateField
        label={t('period.to')}
        value={to}
        error={isWrong}
        describedBy={isWrong ? 'period-wrong' : undefined}
        onChange={(date) => change({ to: date })}
      />
      {isWrong && (
        <span id="period-wrong" className={classes.wrong} role="alert">
          {t('period.invalid')}
        </span>
      )}
    </div>
  );
}
