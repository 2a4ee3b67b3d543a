import { StoreError } from '../store-error.ts';

/**
 * Tells what a failure of the driver means.
 * @param file of the organization concerned
 * @returns a StoreError where the file or the disk is to blame; the error itself where it is a bug of ours
 */
export function storeErrorFrom(cause: unknown, file: string): unknown {
  if (!(cause instanceof Error) || !('code' in cause) || typeof cause.code !== 'string') return cause;
  const { code, message } = cause;
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) {
    return new StoreError('CORRUPT', `the data file ${file} is damaged (${message}): restore it from a backup`, {
      cause,
    });
  }
  if (/^SQLITE_(FULL|READONLY|CANTOPEN|PERM|IOERR|BUSY|LOCKED)/.test(code)) {
    return new StoreError('UNAVAILABLE', `the data file ${file} cannot be used: ${message}`, { cause });
  }
  return cause;
}
