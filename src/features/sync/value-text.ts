import type { TFunction } from 'i18next';
import type { Column } from '../../../core/schema/define-table.ts';
import { domainTables, isDomainTable } from '../../../core/schema/tables.ts';
import { common } from '../../i18n/en/common.ts';
import type { Format } from '../../i18n/format.ts';

/** What turns the values of fields into words. */
export type ValueWords = {
  readonly common: TFunction;
  readonly format: Format;
  /** Of any row of the workspace; '' for what is not on this device. */
  readonly row: (id: string) => string;
  /** ISO 4217, for amounts. */
  readonly currency: string;
};

/**
 * @param table where the field belongs; undefined: wherever a column has this name
 * @returns the column, or undefined when this version has none of that name
 */
export function columnOf(table: string | undefined, field: string): Column | undefined {
  if (table !== undefined && isDomainTable(table)) {
    const columns: Readonly<Record<string, Column>> = domainTables[table].columns;
    if (Object.hasOwn(columns, field)) return columns[field];
  }
  for (const { columns } of Object.values(domainTables) as { columns: Readonly<Record<string, Column>> }[]) {
    if (Object.hasOwn(columns, field)) return columns[field];
  }
  return undefined;
}

/** @returns a value of a field as a person reads it; '' for an empty one */
export function valueText(table: string | undefined, field: string, value: unknown, words: ValueWords): string {
  if (value === null || value === undefined || value === '') return '';
  if (Array.isArray(value)) return value.map((item) => valueText(undefined, '', item, words)).join(', ');
  if (typeof value === 'object')
    return Object.values(value)
      .map((item) => valueText(undefined, '', item, words))
      .join(', ');
  if (typeof value === 'boolean') return yesNo(value, words);
  const column = columnOf(table, field);
  if (typeof value === 'number') return numberText(column, value, words);
  const text = String(value as string);
  if (column?.kind === 'enum') return choiceText(table, field, text, words);
  if (column?.kind === 'id') return words.row(text) || words.common('unknown');
  return words.row(text) || text;
}

function numberText(column: Column | undefined, value: number, words: ValueWords): string {
  switch (column?.kind) {
    case 'money':
      return words.format.money(value, words.currency);
    case 'time':
      return words.format.dateTime(value);
    case 'flag':
      return yesNo(value !== 0, words);
    default:
      return words.format.number(value);
  }
}

const yesNo = (value: boolean, { common }: ValueWords): string => (value ? common('yes') : common('no'));

type Choices = 'priority' | 'status' | 'state' | 'category' | 'appointmentStatus' | 'activityType' | 'role';

/** Under which heading the texts of a column's choices stand. */
function choicesOf(table: string | undefined, field: string): Choices | undefined {
  if (field === 'status') return table === 'appointments' ? 'appointmentStatus' : 'status';
  if (field === 'type') return 'activityType';
  return (['priority', 'state', 'category', 'role'] as const).find((name) => name === field);
}

/** @returns a choice in words; as it stands where there are none */
export function choiceText(table: string | undefined, field: string, value: string, words: ValueWords): string {
  const choices = choicesOf(table, field);
  return choices && value in common[choices] ? words.common(`${choices}.${value}` as 'priority.low') : value;
}

/** @returns a long text cut where it still says what it is about */
export function shortened(text: string, length = 60): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= length ? line : `${line.slice(0, length).trimEnd()}…`;
}
