import { dictionary } from '@zxcvbn-ts/language-common';
import type { FieldError } from '../../core/kernel/errors.ts';

/**
 * NIST SP 800-63B-4, 3.1.1.2: length counts, what it is made of does not; no rules of composition, no expiry; what is known to be
 * common, or says who its owner is, is refused.
 */
export const minPasswordLength = 15;
export const maxPasswordLength = 1024;

const common: ReadonlySet<string> = new Set(dictionary['passwords-common'] as readonly string[]);

export type PasswordOwner = { readonly name: string; readonly email: string };

/**
 * @param field by which the caller knows the password
 * @returns why a password may not be used; undefined for one that may
 */
export function passwordError(password: string, owner: PasswordOwner, field = 'password'): FieldError | undefined {
  // Characters as people count them, so that nobody is refused for writing in another script.
  const length = [...password].length;
  if (length < minPasswordLength) {
    return { field, code: 'too_small', message: `needs at least ${minPasswordLength} characters` };
  }
  if (password.length > maxPasswordLength) {
    return { field, code: 'too_big', message: `may have at most ${maxPasswordLength} characters` };
  }
  const plain = password.normalize('NFKC').toLowerCase();
  if (isCommon(plain)) return { field, code: 'common', message: 'is among the passwords that are tried first' };
  if (isPersonal(plain, owner)) return { field, code: 'personal', message: 'is made of your name or address' };
  return undefined;
}

/** One of the list, or one of it over and over, perhaps cut: `passwordpassword`, `aaaaaaaaaaaaaaa`. */
function isCommon(plain: string): boolean {
  if (common.has(plain)) return true;
  for (let size = 1; size <= plain.length / 2; size += 1) {
    const unit = plain.slice(0, size);
    const repeated = unit.repeat(Math.ceil(plain.length / size)).slice(0, plain.length);
    if (repeated === plain && (size < 4 || common.has(unit))) return true;
  }
  return false;
}

/** Nothing but the owner's own words is left of it when they are taken out. */
function isPersonal(plain: string, { name, email }: PasswordOwner): boolean {
  const [local = '', domain = ''] = email.toLowerCase().split('@');
  const words = [email.toLowerCase(), local, domain, domain.split('.')[0]!, ...name.toLowerCase().split(/\s+/)];
  const longestFirst = words.filter((word) => word.length >= 3).toSorted((a, b) => b.length - a.length);
  const rest = longestFirst.reduce((left, word) => left.replaceAll(word, ''), plain);
  return rest !== plain && rest.replaceAll(/[^\p{L}]/gu, '').length < 4;
}
