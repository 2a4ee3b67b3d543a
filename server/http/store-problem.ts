import { StorageError } from '../files/file-storage.ts';
import { StoreError } from '../store/store-error.ts';
import type { StoreErrorCode } from '../store/store-error.ts';
import { HttpProblem } from './problem.ts';
import type { ProblemCode } from './problem.ts';

const codes: Record<StoreErrorCode, ProblemCode> = {
  NOT_FOUND: 'NOT_FOUND',
  ALREADY_EXISTS: 'INTERNAL',
  IN_USE: 'NOT_READY',
  CORRUPT: 'INTERNAL',
  UNAVAILABLE: 'NOT_READY',
  CLOSED: 'STOPPING',
  INVALID_VALUE: 'VALIDATION_FAILED',
  MISCONFIGURED: 'INTERNAL',
};

/** @returns what a failure of storage means to the caller; undefined for any other error */
export function problemOfStore(error: Error): HttpProblem | undefined {
  if (error instanceof StorageError)
    return new HttpProblem('STORAGE_UNAVAILABLE', { headers: { 'retry-after': '10' } });
  if (!(error instanceof StoreError)) return undefined;
  return new HttpProblem(codes[error.code], error.retryable ? { headers: { 'retry-after': '2' } } : {});
}
