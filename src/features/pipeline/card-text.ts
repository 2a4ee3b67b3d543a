import type { TFunction } from 'i18next';
import type { BoardCard } from '../../../core/queries/board.ts';
import type { Format } from '../../i18n/format.ts';
import { ageInStage } from './board-model.ts';

export type BoardT = TFunction<['pipeline', 'common']>;

const ages = new Map<string, Intl.NumberFormat>();

function unitFormat(locale: string, unit: 'hour' | 'day', display: 'narrow' | 'long'): Intl.NumberFormat {
  const key = `${locale} ${unit} ${display}`;
  const known = ages.get(key) ?? new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: display });
  ages.set(key, known);
  return known;
}

/** @returns the time in a stage, short: "12d", "5h"; nothing within the first hour */
export function ageText(stageSince: number, now: number, locale: string): string {
  const { value, unit } = ageInStage(stageSince, now);
  return value === 0 ? '' : unitFormat(locale, unit, 'narrow').format(value);
}

/** What a screen reader says for a card: everything that is to be seen on it. */
export function cardLabel(
  card: BoardCard,
  names: { readonly owner: string | undefined; readonly priority: string },
  now: number,
  t: BoardT,
  format: Format,
): string {
  const { value, unit } = ageInStage(card.stageSince, now);
  const parts = [
    card.title === '' ? t('common:unnamedLead') : card.title,
    card.subtitle,
    card.valueMinor === null ? null : format.money(card.valueMinor, card.currency),
    card.priority && t('card.priority', { priority: names.priority }),
    names.owner ? t('card.owner', { name: names.owner }) : t('card.noOwner'),
    value === 0 ? t('card.new') : t('card.age', { age: unitFormat(format.locale, unit, 'long').format(value) }),
  ];
  return parts.filter((part) => part !== null && part !== '').join(', ');
}
