import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LeadFilters } from '../../../core/queries/lead-filters.ts';
import { Picker } from '../pick/picker.tsx';
import { AddFilter } from './add-filter.tsx';
import { filterText, type FilterChanges, type FilterKey } from './filter-query.ts';
import type { ChoiceFilter } from './choice-filter.ts';
import { PeriodChip } from './period-chip.tsx';
import { RemoveButton } from './remove-button.tsx';
import classes from './filter-bar.module.css';

/**
 * The filters of a list: one button that offers them, and a chip for each that is on.
 * @param props.withPeriod also offers a period of creation
 * @param props.timeZone IANA zone in which a period's days begin
 * @param props.onChange texts as they stand in an address; undefined takes a filter off
 */
export function FilterBar(props: {
  choices: readonly ChoiceFilter[];
  filters: LeadFilters;
  withPeriod?: boolean;
  timeZone: string;
  onChange: (changes: FilterChanges) => void;
}) {
  const { t } = useTranslation('leads');
  const { choices, filters, onChange } = props;
  const active = choices.filter(({ key }) => filterText(filters, key) !== undefined);
  const offered = choices.filter((choice) => !choice.isFromLink);
  const hasPeriod = filters.createdFrom !== undefined || filters.createdTo !== undefined;
  const clearAll = (): void => {
    const keys: readonly FilterKey[] = [...active.map(({ key }) => key), 'createdFrom', 'createdTo'];
    onChange(Object.fromEntries(keys.map((key) => [key, undefined])));
  };
  return (
    <>
      <AddFilter
        choices={offered}
        filters={filters}
        withPeriod={props.withPeriod ?? false}
        timeZone={props.timeZone}
        onChange={onChange}
      />
      {active.map((choice) => (
        <FilterChip key={choice.key} choice={choice} value={filterText(filters, choice.key)} onChange={onChange} />
      ))}
      {hasPeriod && <PeriodChip filters={filters} timeZone={props.timeZone} onChange={onChange} />}
      {active.length + Number(hasPeriod) > 1 && (
        <Button variant="subtle" color="gray" size="compact-sm" onClick={clearAll}>
          {t('filter.clear')}
        </Button>
      )}
    </>
  );
}

function FilterChip(props: {
  choice: ChoiceFilter;
  value: string | undefined;
  onChange: (changes: FilterChanges) => void;
}) {
  const { t } = useTranslation(['leads', 'common']);
  const { choice, value, onChange } = props;
  const picked = choice.options.find((option) => option.value === value);
  const name = picked?.label ?? t('common:unknown');
  return (
    <span className={classes.chip}>
      <Picker
        options={choice.options}
        value={value}
        label={choice.label}
        onPick={(next) => onChange({ [choice.key]: next })}
      >
        {(toggle) => (
          <button type="button" className={classes.value} onClick={toggle}>
            <span className={classes.label}>{choice.label}</span>
            {picked?.icon && <span className={classes.icon}>{picked.icon}</span>}
            <span className={classes.name}>{name}</span>
          </button>
        )}
      </Picker>
      <RemoveButton
        label={t('filter.remove', { filter: choice.label })}
        onClick={() => onChange({ [choice.key]: undefined })}
      />
    </span>
  );
}
