import { z } from 'zod';
import { isUuid } from '../kernel/ids.ts';
import { isIsoDate, periodDays, type Period } from './days.ts';

/** Most rows one page may hold. */
export const MAX_PAGE = 200;
const MAX_PERIOD_DAYS = 5 * 366;

export const idParam = z.string().refine(isUuid, { error: 'must be an id' });
/** A text a person searches for; blank means no search. */
export const termParam = z.string().max(200);
export const limitParam = z.int().min(1).max(MAX_PAGE);
export const offsetParam = z.int().min(0).max(10_000_000);
export const sortDirParam = z.enum(['asc', 'desc']);
/** Epoch milliseconds, within what a Date can hold. */
export const timeParam = z.int().min(-8.64e15).max(8.64e15);
/** A calendar day, YYYY-MM-DD, in the organization's time zone. */
export const dateParam = z.string().refine(isIsoDate, { error: 'must be a date, YYYY-MM-DD' });

/** From the first to the last day, both included, at most five years. */
export const periodShape = { from: dateParam, to: dateParam };

/** @returns whether a period begins before it ends and is not longer than five years */
export function isPeriod({ from, to }: Period): boolean {
  return from <= to && periodDays(from, to) <= MAX_PERIOD_DAYS;
}

export const periodError = { error: '`from` must not be after `to`, nor more than five years before it', path: ['to'] };
export const periodParams = z.strictObject(periodShape).refine(isPeriod, periodError);

/** A period or none: both days or neither. */
export const optionalPeriodShape = { from: dateParam.optional(), to: dateParam.optional() };

/** @returns whether there is no period, or a whole one that `isPeriod` */
export function isOptionalPeriod({ from, to }: Partial<Period>): boolean {
  if (from === undefined || to === undefined) return from === to;
  return isPeriod({ from, to });
}
