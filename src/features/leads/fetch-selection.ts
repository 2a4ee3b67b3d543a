import type { BridgeError } from '../../../core/bridge/contract.ts';
import type { LeadFilters } from '../../../core/queries/lead-filters.ts';
import {
  leadSelection,
  MAX_SELECTION,
  type LeadSelection,
  type SelectedLead,
} from '../../../core/queries/lead-selection.ts';
import type { Bridge } from '../../bridge/client.ts';
import type { FetchOptions } from '../../ui/paging/fetch-rows.ts';

/**
 * Fetches every lead that filters let through: what "all" stands for at the moment a person acts on it.
 * @returns the leads so far, and why there are no more when it failed
 */
export async function fetchSelection(
  bridge: Bridge,
  filters: LeadFilters,
  { onProgress, signal }: FetchOptions = {},
): Promise<{ readonly leads: readonly SelectedLead[]; readonly error: BridgeError | undefined }> {
  const leads: SelectedLead[] = [];
  let isDone = false;
  while (!isDone) {
    const after = leads.at(-1)?.id ?? null;
    const reply = await bridge.call('query', {
      name: leadSelection.name,
      params: { filters, after, limit: MAX_SELECTION },
    });
    if (!reply.ok) return { leads, error: reply.error };
    const part = (reply.value as LeadSelection).leads;
    leads.push(...part);
    onProgress?.(leads.length);
    isDone = part.length < MAX_SELECTION || (signal?.aborted ?? false);
  }
  return { leads, error: undefined };
}
