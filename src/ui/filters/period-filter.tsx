import { Menu, Popover } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import { IconCalendarEvent } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateAt } from '../../../core/queries/days.ts';
import type { LeadFilters } from '../../../core/queries/lead-filters.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { PickItems } from '../pick/pick-items.tsx';
import type { FilterChanges } from './filter-query.ts';
import { daysOfPeriod, namedPeriods, periodNamed, type NamedPeriod } from './periods.ts';
import { RemoveButton } from './remove-button.tsx';
import classes from './filter-bar.module.css';

type PeriodProps = { timeZone: string; onChange: (changes: FilterChanges) => void };

/** "Created" in the menu of filters: periods by name; others are set on the chip. */
export function PeriodFilterItem({ timeZone, onChange }: PeriodProps) {
  const { t } = useTranslation('leads');
  const today = dateAt(Date.now(), timeZone);
  const pick = (name: string): void => {
    const { from, to } = daysOfPeriod(name as NamedPeriod, today);
    onChange({ createdFrom: from, createdTo: to });
  };
  return (
    <Menu.Sub>
      <Menu.Sub.Target>
        <Menu.Sub.Item leftSection={<IconCalendarEvent size={14} />}>{t('filter.created')}</Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown>
        <PickItems
          options={namedPeriods.map((name) => ({ value: name, label: t(`period.${name}`) }))}
          label={t('filter.created')}
          onPick={pick}
        />
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  );
}

/** The period that is on; opens a calendar in which any other can be set. */
export function PeriodChip({ filters, timeZone, onChange }: PeriodProps & { filters: LeadFilters }) {
  const { t, i18n } = useTranslation('leads');
  const format = useFormat();
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
  const named = periodNamed(filters.createdFrom, filters.createdTo, dateAt(Date.now(), timeZone));
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
