import { Button } from '@mantine/core';
import { IconCalendarEvent, IconFilter2 } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateAt } from '../../../core/queries/days.ts';
import type { LeadFilters } from '../../../core/queries/lead-filters.ts';
import { useNow } from '../date-text.tsx';
import type { PickOption } from '../pick/pick-list.tsx';
import { OpenPicker } from '../pick/picker.tsx';
import type { ChoiceFilter } from './choice-filter.ts';
import { filterText, type FilterChanges } from './filter-query.ts';
import { daysOfPeriod, namedPeriods, type NamedPeriod } from './periods.ts';
import classes from './filter-bar.module.css';

/** The name under which the period of creation stands among the filters. */
const period = 'created';

type AddFilterProps = {
  readonly choices: readonly ChoiceFilter[];
  readonly filters: LeadFilters;
  readonly withPeriod: boolean;
  readonly timeZone: string;
  readonly onChange: (changes: FilterChanges) => void;
};

/** The button that offers the filters: first which one, then its value, in the same place. */
export function AddFilter({ choices, filters, withPeriod, timeZone, onChange }: AddFilterProps) {
  const { t } = useTranslation('leads');
  const now = useNow();
  const [opened, setOpened] = useState(false);
  const [key, setKey] = useState<string>();
  const choice = choices.find((known) => known.key === key);
  const close = (): void => {
    setOpened(false);
    setKey(undefined);
  };
  const set = (value: string): void => {
    close();
    if (choice) onChange({ [choice.key]: value });
    else {
      const { from, to } = daysOfPeriod(value as NamedPeriod, dateAt(now, timeZone));
      onChange({ createdFrom: from, createdTo: to });
    }
  };
  const fields: readonly PickOption[] = [
    ...choices.map(({ key: value, label, icon }) => ({ value, label, icon, leadsOn: true })),
    ...(withPeriod
      ? [
          {
            value: period,
            label: t('filter.created'),
            icon: <IconCalendarEvent size={14} stroke={1.75} />,
            leadsOn: true,
          },
        ]
      : []),
  ];
  const periods = namedPeriods.map((name) => ({ value: name, label: t(`period.${name}`) }));
  return (
    <OpenPicker
      opened={opened}
      onClose={close}
      onBack={key === undefined ? undefined : () => setKey(undefined)}
      label={choice?.label ?? (key === period ? t('filter.created') : t('filter.choose'))}
      options={choice?.options ?? (key === period ? periods : fields)}
      value={choice && filterText(filters, choice.key)}
      onPick={key === undefined ? setKey : set}
      target={
        <Button
          variant="default"
          size="compact-sm"
          className={classes.add}
          leftSection={<IconFilter2 size={14} />}
          onClick={() => (opened ? close() : setOpened(true))}
        >
          {t('filter.add')}
        </Button>
      }
    />
  );
}
