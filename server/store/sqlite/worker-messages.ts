import { StoreError, type StoreErrorCode } from '../store-error.ts';

/** What a worker is started with. */
export type WorkerStart = {
  readonly file: string;
  /** Whether the file is to be made; otherwise it must exist. */
  readonly create: boolean;
  /** URL of the module that exports `operations`. */
  readonly operationsUrl: string;
};

/** To the worker. Calls are executed in the order in which they arrive; `close` comes after them. */
export type WorkerRequest =
  | { readonly kind: 'call'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly kind: 'close' };

/** From the worker. `unusable`: the file could not be opened, and the worker ends. */
export type WorkerReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'unusable'; readonly error: ErrorData }
  | { readonly kind: 'done'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly error: ErrorData }
  | { readonly kind: 'committed'; readonly version: number }
  | { readonly kind: 'accessEnded' };

/** An error between threads, which would otherwise lose its class and fields. */
export type ErrorData = {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly storeCode: StoreErrorCode | undefined;
};

export function errorToData(cause: unknown): ErrorData {
  const error = cause instanceof Error ? cause : new Error(String(cause));
  const reason = error.cause instanceof Error ? `\ncaused by ${error.cause.stack}` : '';
  const storeCode = error instanceof StoreError ? error.code : undefined;
  return { name: error.name, message: error.message, stack: `${error.stack}${reason}`, storeCode };
}

/** @returns an error of the same class, message and stack as far as this thread needs to tell them apart */
export function dataToError({ name, message, stack, storeCode }: ErrorData): Error {
  const error = storeCode === undefined ? new Error(message) : new StoreError(storeCode, message);
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}
