import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeError } from '../../../core/bridge/contract.ts';
import { conflictList, type ConflictList, type OpenConflict } from '../../../core/queries/conflict-list.ts';
import { useBridge } from '../../bridge/hooks.ts';
import { notifyDone, notifyError } from '../../ui/notify.ts';
import { fetchRows } from '../../ui/paging/fetch-rows.ts';
import { planDecision, type Decision } from './decide-conflict.ts';

/** Which conflicts a decision is about. */
export type ConflictFilter = { readonly leadId?: string | null; readonly userId?: string };

export type Decide = (conflicts: readonly OpenConflict[], decision: Decision) => Promise<BridgeError | undefined>;

/** @returns a function that carries out a decision; it answers with what stopped the last one that was refused */
export function useDecide(): Decide {
  const { t } = useTranslation('sync');
  const bridge = useBridge();
  return useCallback(
    async (conflicts, decision) => {
      let [done, refused] = [0, 0];
      let failure: BridgeError | undefined;
      for (const { steps, conflicts: count } of planDecision(conflicts, decision)) {
        const error = await firstError(steps, async (step) => bridge.call('mutate', step));
        if (error) refused += count;
        else done += count;
        failure = error ?? failure;
      }
      // One that is decided is gone from the screen: nothing needs to be said.
      if (conflicts.length > 1 && done > 0) notifyDone(t('conflicts.done', { count: done }));
      if (failure && refused === conflicts.length) notifyError(failure);
      else if (refused > 0) notifyDone(t('conflicts.notDone', { count: refused }));
      return failure;
    },
    [bridge, t],
  );
}

async function firstError<Step>(
  steps: readonly Step[],
  perform: (step: Step) => Promise<{ readonly ok: boolean; readonly error?: BridgeError }>,
): Promise<BridgeError | undefined> {
  for (const step of steps) {
    const reply = await perform(step);
    if (!reply.ok) return reply.error;
  }
  return undefined;
}

const itemsIn = (answer: ConflictList): readonly OpenConflict[] => answer.items;

/** @returns a function that carries out one decision about every conflict that a filter lets through */
export function useDecideAll(): (filter: ConflictFilter, count: number, decision: Decision) => Promise<void> {
  const bridge = useBridge();
  const decide = useDecide();
  return useCallback(
    async (filter, count, decision) => {
      const all = await fetchRows(bridge, conflictList, (page) => ({ ...filter, ...page }), itemsIn, {
        from: 0,
        count,
      });
      if (all.error) return notifyError(all.error);
      await decide(all.rows, decision);
    },
    [bridge, decide],
  );
}
