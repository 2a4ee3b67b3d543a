import { Popover } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateAt } from '../../../core/queries/days.ts';
import type { LeadFilters } from '../../../core/queries/lead-filters.ts';
import { useNow } from '../date-text.tsx';
import { useFormat } from '../../i18n/use-format.ts';
import type { FilterChanges } from './filter-query.ts';
import { periodNamed } from './periods.ts';
import { RemoveButton } from './remove-button.tsx';
import classes from './filter-bar.module.css';

type PeriodProps = { timeZone: string; onChange: (changes: FilterChanges) => void };

/** The period that is on; opens a calendar in which any other can be set. */
export function PeriodChip({ filters, timeZone, onChange }: PeriodProps & { filters: LeadFilters }) {
  const { t, i18n } = useTranslation('leads');
  const format = useFormat();
  const now = useNow();
  const [opened, setOpened] = useState(false);
  const { createdFrom = null, createdTo = null } = filters;
  const [range, setRange] = useState<[string | null, string | null]>([createdFrom, createdTo]);
  const open = (next: boolean): void => {
    setRange([createdFrom, createdTo]);
    setOpened(next);
  };
  const choose = ([from, to]: [string | null, string | null]): void => {
    setRange([from, to]);
    if (from === null || to === null) return;
    onChange({ createdFrom: from, createdTo: to });
    setOpened(false);
  };
  const named = periodNamed(filters.createdFrom, filters.createdTo, dateAt(now, timeZone));
  // A day has no time: noon falls on it in every zone the formats may use.
  const day = (date: string | null): string => (date === null ? '…' : format.date(Date.parse(`${date}T12:00:00Z`)));
  return (
    <span className={classes.chip}>
      <Popover opened={opened} onChange={open} trapFocus shadow="md" position="bottom-start">
        <Popover.Target>
          <button type="button" className={classes.value} onClick={() => open(!opened)}>
            <span className={classes.label}>{t('filter.created')}</span>
            <span className={classes.name}>
              {named ? t(`period.${named}`) : `${day(createdFrom)} – ${day(createdTo)}`}
            </span>
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          <DatePicker type="range" allowSingleDateInRange locale={i18n.language} value={range} onChange={choose} />
        </Popover.Dropdown>
      </Popover>
      <RemoveButton
        label={t('filter.remove', { filter: t('filter.created') })}
        onClick={() => onChange({ createdFrom: undefined, createdTo: undefined })}
      />
    </span>
  );
}
