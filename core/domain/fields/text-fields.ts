import { z } from 'zod';

/** Longest single-line text, in characters (code points, as the source documents count them). */
export const shortTextMax = 255;
/** Longest long text: descriptions, notes. */
export const longTextMax = 10_000;
/** Most digits of one phone number (E.164). */
export const phoneDigitsMax = 15;
/** Most phone numbers of one person. */
export const phonesMax = 20;

const phoneDigitsMin = 3;
const phonePattern = /^\+?[\d ().\-/]+$/;
const websitePattern = /^(?:https?:\/\/)?[^\s/?#@:]+(?::\d{1,5})?(?:[/?#]\S*)?$/i;
const domainLabel = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?`;
const emailPattern = new RegExp(
  String.raw`^(?!\.)(?!.*\.\.)[\p{L}\p{N}.!#$%&'*+/=?^_\x60{|}~-]{1,64}(?<!\.)@(?:${domainLabel}\.)+(?:\p{L}{2,}|xn--[a-z\d-]+)$`,
  'u',
);

/** @returns how many characters a person would count; only counted when it may matter */
function characterCount(text: string, limit: number): number {
  return text.length <= limit ? text.length : [...text].length;
}

/** Texts that one of the homes cannot hold: PostgreSQL refuses NUL, UTF-8 knows no lone surrogates. */
const unstorable = /\0|\p{Surrogate}/u;

/** Trimmed text of at most `max` characters that every home can hold. Markup is kept as the text that it is. */
function storableText(max: number): z.ZodString {
  return z
    .string()
    .trim()
    .check((check) => {
      const { value, issues } = check;
      if (characterCount(value, max) > max) {
        issues.push({
          code: 'too_big',
          origin: 'string',
          maximum: max,
          inclusive: true,
          input: value,
          message: `must have at most ${max} characters`,
        });
      } else if (unstorable.test(value)) {
        issues.push({
          code: 'invalid_format',
          format: 'text',
          input: value,
          message: 'must not contain NUL or broken characters',
        });
      }
    });
}

/** A text that may be left empty: trimmed, NULL when nothing is left. */
export function optionalText(max = shortTextMax): z.ZodType<string | null> {
  return storableText(max)
    .transform((text) => (text === '' ? null : text))
    .nullable();
}

/** A text that must say something: trimmed, 1 to `max` characters. */
export function requiredText(max = shortTextMax): z.ZodType<string> {
  return storableText(max).min(1, 'must not be empty');
}

/** A text that must match a pattern once it is trimmed and, when `lowerCase`, folded. Empty becomes NULL. */
function patternedText(accepts: (text: string) => boolean, format: string, message: string, lowerCase = false) {
  const text = lowerCase
    ? storableText(shortTextMax).overwrite((value) => value.toLowerCase())
    : storableText(shortTextMax);
  return text
    .check((check) => {
      // A text that is too long has been refused already; patterns only ever see short ones.
      if (check.value === '' || check.issues.length > 0 || accepts(check.value)) return;
      check.issues.push({ code: 'invalid_format', format, input: check.value, message });
    })
    .transform((value) => (value === '' ? null : value));
}

/** @returns whether a number is acceptable: digits and the usual punctuation, at most 15 digits */
export function isPhoneNumber(text: string): boolean {
  const digits = text.replace(/\D/g, '').length;
  return phonePattern.test(text) && digits >= phoneDigitsMin && digits <= phoneDigitsMax;
}

const filledEmail = patternedText((text) => emailPattern.test(text), 'email', 'must be a valid email address', true);

/** An email address, stored in lower case; NULL when left empty. */
export const optionalEmail: z.ZodType<string | null> = filledEmail.nullable();

/** An email address that must be given, stored in lower case. */
export const requiredEmail: z.ZodType<string> = filledEmail.transform((value, check) => {
  if (value !== null) return value;
  check.issues.push({ code: 'too_small', origin: 'string', minimum: 1, input: value, message: 'must not be empty' });
  return z.NEVER;
});

/** One phone number as entered; NULL when left empty. */
export const optionalPhone: z.ZodType<string | null> = patternedText(
  isPhoneNumber,
  'phone',
  `must be a phone number of at most ${phoneDigitsMax} digits`,
).nullable();

/** A web address with or without its scheme. Anything but http(s) is refused, because screens make links of it. */
export const optionalWebsite: z.ZodType<string | null> = patternedText(
  (text) => websitePattern.test(text),
  'url',
  'must be a web address',
).nullable();

/** Phone numbers as entered, without empty ones and repetitions. */
export const phoneList: z.ZodType<readonly string[]> = z
  .array(optionalPhone)
  .max(phonesMax)
  .transform((phones) => [...new Set(phones)].filter((phone) => phone !== null));
