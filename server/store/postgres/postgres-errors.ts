import { DatabaseError } from 'pg';
import { StoreError } from '../store-error.ts';

/** Another transaction was in the way; the same one may succeed at once. */
const conflictStates = new Set([
  '40001', // serialization_failure
  '40P01', // deadlock_detected
]);

/** The server or the way to it is not there now, or was too slow. */
const unavailableStates = new Set([
  '53300', // too_many_connections
  '55P03', // lock_not_available: lock_timeout
  '57014', // query_canceled: statement_timeout
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
  '25P03', // idle_in_transaction_session_timeout
]);

/** @returns whether the transaction may simply run again */
export function isConflict(cause: unknown): boolean {
  return cause instanceof DatabaseError && conflictStates.has(cause.code ?? '');
}

/**
 * Tells what a failed statement or connection means.
 * @returns a StoreError where it is storage's doing; the error itself where it is a bug of ours
 */
export function storeErrorFrom(cause: unknown): unknown {
  if (cause instanceof StoreError) return cause;
  if (!(cause instanceof DatabaseError)) {
    // The driver reports a lost connection with plain errors of many kinds.
    return new StoreError('UNAVAILABLE', `the connection to PostgreSQL failed: ${messageOf(cause)}`, { cause });
  }
  const state = cause.code ?? '';
  if (unavailableStates.has(state) || state.startsWith('08')) {
    return new StoreError('UNAVAILABLE', `PostgreSQL is not available: ${cause.message}`, { cause });
  }
  if (state === '22021') {
    return new StoreError('INVALID_VALUE', `a text that PostgreSQL cannot hold: ${cause.message}`, { cause });
  }
  return cause;
}

function messageOf(cause: unknown): string {
  if (cause instanceof AggregateError) return cause.errors.map(messageOf).join(', ');
  return cause instanceof Error ? cause.message : String(cause);
}
