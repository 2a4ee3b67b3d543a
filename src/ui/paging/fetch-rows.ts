import type { BridgeError } from '../../../core/bridge/contract.ts';
import type { Query } from '../../../core/queries/define-query.ts';
import { MAX_PAGE } from '../../../core/queries/params.ts';
import type { Bridge } from '../../bridge/client.ts';
import type { Page } from './use-paged-rows.ts';

export type FetchOptions = {
  /** Called after each page with the rows so far. */
  readonly onProgress?: (done: number) => void;
  readonly signal?: AbortSignal;
};

/**
 * Fetches part of a list once, however long it is: what a selection of thousands of rows acts on.
 * @param from first position
 * @param count how many rows at most
 * @returns the rows, fewer where the list ends; or why they could not be had
 */
export async function fetchRows<Params, Result, Row>(
  bridge: Bridge,
  query: Query<Params, Result>,
  paramsOf: (page: Page) => Params,
  rowsIn: (result: Result) => readonly Row[],
  { from, count }: { readonly from: number; readonly count: number },
  { onProgress, signal }: FetchOptions = {},
): Promise<{ readonly rows: readonly Row[]; readonly error: BridgeError | undefined }> {
  const rows: Row[] = [];
  while (rows.length < count) {
    if (signal?.aborted) break;
    const limit = Math.min(MAX_PAGE, count - rows.length);
    const params = paramsOf({ offset: from + rows.length, limit });
    const reply = await bridge.call('query', { name: query.name, params });
    if (!reply.ok) return { rows, error: reply.error };
    const page = rowsIn(reply.value as Result);
    rows.push(...page);
    onProgress?.(rows.length);
    if (page.length < limit) break;
  }
  return { rows, error: undefined };
}
