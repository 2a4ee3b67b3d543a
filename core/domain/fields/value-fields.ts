import { z } from 'zod';
import { isUuid } from '../../kernel/ids.ts';

/** Last millisecond of the year 9999. */
export const timeMax = 253_402_300_799_999;

/** -0 and 0 are one amount; only one of them survives JSON and SQL alike. */
const withoutMinusZero = (value: number): number => value + 0;

/** The id of a row: a lower-case UUID. */
export const rowId: z.ZodType<string> = z.string().refine(isUuid, 'must be a UUID in lower case');

/** A reference that may be empty; an empty text counts as none, as forms send it. */
export const optionalRef: z.ZodType<string | null> = z.preprocess(
  (input) => (input === '' ? null : input),
  rowId.nullable(),
);

/** Ids of rows, at least one, without repetitions. */
export const rowIds: z.ZodType<readonly string[]> = z
  .array(rowId)
  .min(1)
  .transform((ids) => [...new Set(ids)]);

/** Ids of rows, without repetitions; may be empty. */
export const maybeRowIds: z.ZodType<readonly string[]> = z.array(rowId).transform((ids) => [...new Set(ids)]);

/** Epoch milliseconds. */
export const timeMs: z.ZodType<number> = z.int().min(0).max(timeMax).overwrite(withoutMinusZero);

/** An integer within limits. */
export function integer(min: number, max: number = Number.MAX_SAFE_INTEGER): z.ZodType<number> {
  return z.int().min(min).max(max).overwrite(withoutMinusZero);
}

/** An amount that is not negative, in minor units. */
export const amountMinor: z.ZodType<number> = integer(0);

/** A price in minor units; negative for a credit. */
export const priceMinor: z.ZodType<number> = integer(-Number.MAX_SAFE_INTEGER);

/** A discount in percent, 0 to 100, to four decimals. */
export const discountPercent: z.ZodType<number> = z
  .number()
  .min(0)
  .max(100)
  .refine((value) => Math.round(value * 10_000) / 10_000 === value, 'must have at most four decimals')
  .overwrite(withoutMinusZero);

/** An ISO 4217 code, stored in upper case. */
export const currencyCode: z.ZodType<string> = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{3}$/, 'must be a currency code of three letters');

/** A flag, given as a boolean or as it is stored. */
export const flagValue: z.ZodType<0 | 1> = z
  .union([z.boolean(), z.literal(0), z.literal(1)])
  .transform((value) => (value === true || value === 1 ? 1 : 0));
