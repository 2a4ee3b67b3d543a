import { optionalText, requiredText } from '../fields/text-fields.ts';
import { amountMinor, currencyCode, flagValue } from '../fields/value-fields.ts';

/** Every field of a product that a person edits. */
export const productFields = {
  name: requiredText(),
  series: optionalText(),
  priceMinor: amountMinor,
  currency: currencyCode,
  archived: flagValue,
} as const;
