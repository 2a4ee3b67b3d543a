import type { TFunction } from 'i18next';
import type { FieldError } from '../../core/kernel/errors.ts';
import { common } from './en/common.ts';
import { errors } from './en/errors.ts';

type FieldNameKey = keyof typeof common.leadField;
type FieldMessageKey = keyof typeof errors.field;

/** @returns the column that a path into a mutator's arguments means: `changes.email.to` and `fields.email` are `email` */
export function fieldOfPath(path: string): string {
  return path.split('.').findLast((part) => !/^(?:to|from|changes|fields|\d+)$/.test(part)) ?? path;
}

/** @returns what is wrong with a field, in the current language */
export function fieldMessage(t: TFunction<'errors'>, { code }: Pick<FieldError, 'code'>): string {
  return t(`field.${code in errors.field ? (code as FieldMessageKey) : 'invalid'}`);
}

/** @returns a field's name, in the current language; the column's own name where there is none */
export function fieldName(t: TFunction, path: string): string {
  const field = fieldOfPath(path);
  return field in common.leadField ? t(`leadField.${field as FieldNameKey}`) : field;
}
