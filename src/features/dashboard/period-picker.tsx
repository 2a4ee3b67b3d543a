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

function CustomPeriod({ period }: { period: ChosenPeriod }) {
  const { t } = useTranslation('dashboard');
  // What is typed counts once it is whole; until then the fields show it over the period.
  const [draft, setDraft] = useState<{ from?: string; to?: string }>({});
  const { from, to } = { ...period, ...draft };
  const isWrong = isIsoDate(from) && isIsoDate(to) && from > to;
  const apply = (): void => {
    if (!isIsoDate(from) || !isIsoDate(to) || from > to) return;
    setQuery({ from, to }, { replace: true });
    setDraft({});
  };
  const applyOnEnter = (event: React.KeyboardEvent): void => {
    if (event.key === 'Enter') apply();
  };
  return (
    <div className={classes.custom}>
      <TextInput
        type="date"
        aria-label={t('period.from')}
        value={from}
        onChange={(event) => setDraft({ ...draft, from: event.currentTarget.value })}
        onBlur={apply}
        onKeyDown={applyOnEnter}
      />
      <span aria-hidden>–</span>
      <TextInput
        type="date"
        aria-label={t('period.to')}
        value={to}
        onChange={(event) => setDraft({ ...draft, to: event.currentTarget.value })}
        onBlur={apply}
        onKeyDown={applyOnEnter}
        error={isWrong ? t('period.invalid') : undefined}
      />
    </div>
  );
}
