import { DomainError, type ErrorCode, type FieldError } from '../../kernel/errors.ts';

/** Where a field stands in a mutator's arguments, as a dotted path. */
export type FieldPath = (field: string) => string;

/** Fields that stand at the top of the arguments. */
export const topLevel: FieldPath = (field) => field;
/** Fields of an edit. */
export const inChanges: FieldPath = (field) => `changes.${field}.to`;

/** A rule's error about one field. */
export function fieldError(
  code: ErrorCode,
  field: string,
  reason: string,
  message: string,
  details: Readonly<Record<string, unknown>> = {},
): DomainError {
  return new DomainError(code, details, [{ field, code: reason, message }]);
}

/** VALIDATION_FAILED about one field. */
export function invalid(
  field: string,
  reason: string,
  message: string,
  details: Readonly<Record<string, unknown>> = {},
): DomainError {
  return fieldError('VALIDATION_FAILED', field, reason, message, details);
}

/** One entry per field that must be filled and is not. */
export function missingFields(fields: readonly string[], at: FieldPath): FieldError[] {
  return fields.map((field) => ({ field: at(field), code: 'required', message: 'must be filled' }));
}
