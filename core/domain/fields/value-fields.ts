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

/** A flag as it is stored. */
export const flagValue: z.ZodType<0 | 1> = z.literal([0, 1]);

/** Deepest nesting of free JSON: far above any use, far below what exhausts a stack. */
const jsonDepthMax = 32;

/** @returns whether a value is plain JSON and not nested too deeply; walks without recursion, so that no input exhausts the stack */
function isShallowJson(value: unknown): boolean {
  const left: [unknown, number][] = [[value, 0]];
  for (let next = left.pop(); next; next = left.pop()) {
    const [part, depth] = next;
    if (part === null || typeof part === 'string' || typeof part === 'boolean' || Number.isFinite(part)) continue;
    if (typeof part !== 'object' || depth >= jsonDepthMax) return false;
    for (const inner of Object.values(part)) left.push([inner, depth + 1]);
  }
  return true;
}

/**
 * Free JSON.
 * @param shape what it must be besides
 * @param max most characters as JSON text
 */
export function freeJson<T>(shape: z.ZodType<T>, max: number): z.ZodType<T> {
  return shape.refine(
    // An absent key is not JSON either, and must not become NULL by accident.
    (value) => value !== undefined && isShallowJson(value) && JSON.stringify(value).length <= max,
    `must be JSON of at most ${max} characters`,
  );
}
