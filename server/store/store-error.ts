/** Why an organization's store could not do what it was asked, apart from bugs. */
export type StoreErrorCode =
  /** No organization with this id. */
  | 'NOT_FOUND'
  | 'ALREADY_EXISTS'
  /** Another process, or another store of this one, holds the data folder. */
  | 'IN_USE'
  /** The organization's data file is damaged; other organizations are not concerned. */
  | 'CORRUPT'
  /** The database or the worker went away; nothing is known to be lost, and the call may be made again. */
  | 'UNAVAILABLE'
  /** The store was closed. */
  | 'CLOSED'
  /** A value that the database cannot hold: a NUL character on PostgreSQL. The rules refuse it earlier. */
  | 'INVALID_VALUE'
  /** Roles, extensions or migrations of the database are not as the server needs them. */
  | 'MISCONFIGURED';

/** A failure of storage, as opposed to a DomainError (a person's doing) and to a bug. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;
  /** Whether the same call may succeed later. A writing call may then already have been done: it must be safe to repeat. */
  readonly retryable: boolean;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreError';
    this.code = code;
    this.retryable = code === 'UNAVAILABLE';
  }
}

/** Where a store says what an operator should know; pino's loggers fit. */
export type StoreLog = {
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
};

/** For stores that nobody listens to. */
export const silentLog: StoreLog = { warn: () => {}, error: () => {} };

/** @throws StoreError NOT_FOUND when the id could not be one: it names files and appears in statements */
export function assertOrganizationId(organizationId: string): void {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(organizationId)) {
    throw new StoreError(
      'NOT_FOUND',
      `${JSON.stringify(organizationId.slice(0, 80))} is not the id of an organization`,
    );
  }
}
