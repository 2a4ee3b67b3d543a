/** Why the device's store cannot go on, for reasons outside any mutator. */
export type StoreErrorCode =
  /** The file is damaged, or it is not encrypted with this key. It is kept as it is. */
  | 'STORE_CORRUPT'
  /** A newer version of the application has written the file. */
  | 'STORE_TOO_NEW'
  | 'DISK_FULL'
  /** The file or its folder cannot be written. */
  | 'STORE_READ_ONLY'
  /** The disk answers with errors. */
  | 'STORE_FAILED'
  | 'PROFILE_IN_USE'
  /** There are databases, but the vault has no key for them. */
  | 'KEY_MISSING';

/** What a person is told: what happened, what is safe, what to do. */
const explanations: Record<StoreErrorCode, string> = {
  STORE_CORRUPT:
    'The local database cannot be read: it is damaged or its key does not fit. Nothing was deleted; the file is kept.',
  STORE_TOO_NEW:
    'The local database was written by a newer version of Outpost. Nothing was changed; install that version to open it.',
  DISK_FULL:
    'The disk is full, so the last change was not saved. Everything saved before is safe. Free some space and try again.',
  STORE_READ_ONLY:
    'The local database cannot be written. Everything saved before is safe. Check the permissions of the profile folder.',
  STORE_FAILED: 'The disk reports errors, so the last change was not saved. Everything saved before is kept.',
  PROFILE_IN_USE: 'This profile is open in another Outpost. Close it there, or start with another profile folder.',
  KEY_MISSING:
    'The key of the local database is gone from this system. Nothing was deleted: put the key back, or start with another profile folder.',
};

/** An error of the store that is shown to the person, not a bug of the program. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;
  /** The file concerned. */
  readonly file: string;

  constructor(code: StoreErrorCode, file: string, options?: ErrorOptions) {
    super(explanations[code], options);
    this.name = 'StoreError';
    this.code = code;
    this.file = file;
  }
}

const codesByPrefix: readonly (readonly [prefix: string, code: StoreErrorCode])[] = [
  ['SQLITE_CORRUPT', 'STORE_CORRUPT'],
  ['SQLITE_NOTADB', 'STORE_CORRUPT'],
  ['SQLITE_FULL', 'DISK_FULL'],
  ['SQLITE_READONLY', 'STORE_READ_ONLY'],
  ['SQLITE_CANTOPEN', 'STORE_READ_ONLY'],
  ['SQLITE_PERM', 'STORE_READ_ONLY'],
  ['SQLITE_IOERR', 'STORE_FAILED'],
];

/**
 * @param cause anything thrown by the driver
 * @returns a StoreError when the disk or the file is to blame, else the cause itself
 */
export function storeErrorFrom(cause: unknown, file: string): unknown {
  if (!(cause instanceof Error) || !('code' in cause) || typeof cause.code !== 'string') return cause;
  const { code } = cause;
  const found = codesByPrefix.find(([prefix]) => code.startsWith(prefix));
  return found ? new StoreError(found[1], file, { cause }) : cause;
}
