import { addDays, isIsoDate, monthOf, type Period } from '../../../core/queries/days.ts';

export const periodChoices = ['7d', '30d', '90d', 'month', 'custom'] as const;
export type PeriodChoice = (typeof periodChoices)[number];

/** A chosen period with its first and last day (YYYY-MM-DD), both included. */
export type ChosenPeriod = { readonly choice: PeriodChoice } & Period;

const daysOfChoice = { '7d': 7, '30d': 30, '90d': 90 } as const;

/**
 * The period that an address names; 30 days where it names none.
 * @param query `period`, and for a custom one `from` and `to`
 * @param today YYYY-MM-DD in the organization's zone
 */
export function periodFromQuery(query: Readonly<Record<string, string>>, today: string): ChosenPeriod {
  const choice = periodChoices.find((known) => known === query['period']) ?? '30d';
  if (choice === 'custom') {
    const { from = '', to = '' } = query;
    if (isIsoDate(from) && isIsoDate(to) && from <= to) return { choice, from, to };
    return { choice, from: addDays(today, -29), to: today };
  }
  if (choice === 'month') return { choice, from: monthOf(today).from, to: today };
  return { choice, from: addDays(today, 1 - daysOfChoice[choice]), to: today };
}

/** What an address must say for a choice; a custom period begins as the one shown before. */
export function queryOfChoice(choice: PeriodChoice, shown: Period): Record<string, string | undefined> {
  if (choice === 'custom') return { period: choice, from: shown.from, to: shown.to };
  return { period: choice, from: undefined, to: undefined };
}
