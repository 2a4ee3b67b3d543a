/**
 * Every error a person can cause, by code. The maps code → HTTP status (`server/http`) and code → message (`src/i18n`) are
 * exhaustive over this list, so a new code does not compile until both know it.
 */
export const errorCodes = [
  'VALIDATION_FAILED',
  'NOT_FOUND',
  'FORBIDDEN',
  'ID_TAKEN',
  'EMAIL_TAKEN',
  'NAME_TAKEN',
  'DUPLICATE',
  'ALREADY_DELETED',
  'ALREADY_CONVERTED',
  'STAGE_IN_USE',
  'STAGE_FIELDS_MISSING',
  'UNKNOWN_STAGE',
  'UNKNOWN_PIPELINE',
  'UNKNOWN_SOURCE',
  'UNKNOWN_ASSIGNEE',
  'UNKNOWN_LEADS',
  'WRONG_STATE',
  'APPOINTMENT_END_BEFORE_START',
  'APPOINTMENT_IN_PAST',
  'APPOINTMENT_OVERLAP',
  'NOT_AUTHOR',
  'LAST_OWNER',
  'FILE_TOO_LARGE',
  'FILE_TYPE_REFUSED',
  'UNKNOWN_MUTATOR',
  'ARGS_TOO_LARGE',
  'MUTATOR_FAILED',
  'ORIGIN_REFUSED',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** One field that is wrong, so that one reply names every bad field. `field` is a dotted path into the arguments. */
export type FieldError = { readonly field: string; readonly code: string; readonly message: string };

/** A DomainError as data: what travels to the renderer, over the wire and into the ledger. */
export type DomainErrorData = {
  readonly code: ErrorCode;
  /** What a screen needs to explain it: names, counts, the other appointment. Plain JSON. */
  readonly details: Readonly<Record<string, unknown>>;
  readonly fields?: readonly FieldError[];
};

/** Something a person can cause and mend. Thrown only while a mutator decides; plain data everywhere else. */
export class DomainError extends Error {
  readonly data: DomainErrorData;

  /**
   * @param details what a screen needs to explain the error; plain JSON
   * @param fields the offending fields, for forms and for `errors[]` of a problem reply
   */
  constructor(code: ErrorCode, details: Readonly<Record<string, unknown>> = {}, fields?: readonly FieldError[]) {
    super(`${code} ${JSON.stringify(details)}`);
    this.name = 'DomainError';
    this.data = fields ? { code, details, fields } : { code, details };
  }
}
