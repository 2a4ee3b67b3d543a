import { Button, Menu } from '@mantine/core';
import { IconFilter2 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeadFilters } from '../../../core/queries/lead-filters.ts';
import { PickItems, type PickOption } from '../pick/pick-items.tsx';
import { filterText, type FilterChanges, type FilterKey } from './filter-query.ts';
import { PeriodChip, PeriodFilterItem } from './period-filter.tsx';
import { RemoveButton } from './remove-button.tsx';
import classes from './filter-bar.module.css';

/** A filter with a list of values to choose from. */
export type ChoiceFilter = {
  readonly key: FilterKey;
  readonly label: string;
  readonly icon: ReactNode;
  readonly options: readonly PickOption[];
};

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
  const hasPeriod = filters.createdFrom !== undefined || filters.createdTo !== undefined;
  const clearAll = (): void => {
    const keys: readonly FilterKey[] = [...active.map(({ key }) => key), 'createdFrom', 'createdTo'];
    onChange(Object.fromEntries(keys.map((key) => [key, undefined])));
  };
  return (
    <>
      <Menu width={224} withinPortal>
        <Menu.Target>
          <Button variant="default" size="compact-sm" className={classes.add} leftSection={<IconFilter2 size={14} />}>
            {t('filter.add')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {choices.map((choice) => (
            <Menu.Sub key={choice.key}>
              <Menu.Sub.Target>
                <Menu.Sub.Item leftSection={choice.icon}>{choice.label}</Menu.Sub.Item>
              </Menu.Sub.Target>
              <Menu.Sub.Dropdown>
                <PickItems
                  options={choice.options}
                  value={filterText(filters, choice.key)}
                  label={choice.label}
                  onPick={(value) => onChange({ [choice.key]: value })}
                />
              </Menu.Sub.Dropdown>
            </Menu.Sub>
          ))}
          {props.withPeriod && <PeriodFilterItem timeZone={props.timeZone} onChange={onChange} />}
        </Menu.Dropdown>
      </Menu>
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
      <Menu>
        <Menu.Target>
          <button type="button" className={classes.value}>
            <span className={classes.label}>{choice.label}</span>
            {picked?.icon && <span className={classes.icon}>{picked.icon}</span>}
            <span className={classes.name}>{name}</span>
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <PickItems
            options={choice.options}
            value={value}
            label={choice.label}
            onPick={(next) => onChange({ [choice.key]: next })}
          />
        </Menu.Dropdown>
      </Menu>
      <RemoveButton
        label={t('filter.remove', { filter: choice.label })}
        onClick={() => onChange({ [choice.key]: undefined })}
      />
    </span>
  );
}
