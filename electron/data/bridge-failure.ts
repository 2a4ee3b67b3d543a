import type { BridgeError, BridgeFailureCode } from '../../core/bridge/contract.ts';
import { DomainError } from '../../core/kernel/errors.ts';
import { StoreError, type StoreErrorCode } from './store-error.ts';

/** Something that could not be done for a reason outside the person's data: shown, not logged as a bug. */
export class BridgeFailure extends Error {
  readonly code: BridgeFailureCode;

  /** @param message what happened and what to do, in English; screens prefer their own text for the code */
  constructor(code: BridgeFailureCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'BridgeFailure';
    this.code = code;
  }
}

/** How a person learns of a store's error: the message says which it was. */
const storeCodes: Record<StoreErrorCode, BridgeFailureCode> = {
  STORE_CORRUPT: 'STORE_CORRUPT',
  STORE_TOO_NEW: 'STORE_CORRUPT',
  KEY_MISSING: 'STORE_CORRUPT',
  DISK_FULL: 'DISK_FULL',
  STORE_READ_ONLY: 'STORE_READ_ONLY',
  STORE_FAILED: 'DISK_FULL',
  PROFILE_IN_USE: 'PROFILE_IN_USE',
};

/**
 * @param cause anything thrown while a request was answered
 * @returns the error as the renderer receives it; kind `bug` for what nobody foresaw
 */
export function bridgeErrorFrom(cause: unknown): BridgeError {
  if (cause instanceof DomainError) return { kind: 'domain', error: cause.data };
  if (cause instanceof BridgeFailure) return { kind: 'failed', code: cause.code, message: cause.message };
  if (cause instanceof StoreError) return { kind: 'failed', code: storeCodes[cause.code], message: cause.message };
  return { kind: 'bug', message: cause instanceof Error ? cause.message : String(cause) };
}
