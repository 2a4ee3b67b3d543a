import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { leadArchive } from '../../../../core/domain/lead/archive.ts';
import { leadDisqualify } from '../../../../core/domain/lead/disqualify.ts';
import { leadReopen } from '../../../../core/domain/lead/reopen.ts';
import { leadRestore } from '../../../../core/domain/lead/restore.ts';
import { leadTrash } from '../../../../core/domain/lead/trash.ts';
import type { BridgeError } from '../../../../core/bridge/contract.ts';
import type { Mutator } from '../../../../core/kernel/mutator.ts';
import { useMutate } from '../../../bridge/hooks.ts';
import { newId } from '../../../bridge/ids.ts';
import { useOfferUndo } from '../../../ui/notify-undo.tsx';
import { notifyError } from '../../../ui/notify.ts';
import { useLead } from '../lead-context.ts';

export type LeadActions = {
  readonly archive: () => Promise<void>;
  readonly restore: () => Promise<void>;
  readonly trash: () => Promise<void>;
  readonly reopen: () => Promise<void>;
  /** @returns why it was refused */
  readonly disqualify: (reason: string, notes: string) => Promise<BridgeError | undefined>;
};

/** What can be done with the whole lead; each offers to be undone. */
export function useLeadActions(): LeadActions {
  const { t } = useTranslation('lead');
  const mutate = useMutate();
  const offerUndo = useOfferUndo();
  const { detail } = useLead();
  const { id } = detail.lead;
  const { name } = detail;

  /** Does something, says so, and offers the way back. */
  const run = useCallback(
    async <A,>(mutator: Mutator<A>, args: A, message: string) => {
      const action = newId();
      const reply = await mutate(mutator, args, action);
      if (!reply.ok) return reply.error;
      offerUndo(message, action);
      return undefined;
    },
    [mutate, offerUndo],
  );
  const ids = [id];
  const told = (error: BridgeError | undefined): void => {
    if (error) notifyError(error);
  };
  return {
    archive: async () => told(await run(leadArchive, { ids }, t('done.archived', { lead: name }))),
    trash: async () => told(await run(leadTrash, { ids }, t('done.trashed', { lead: name }))),
    restore: async () => told(await run(leadRestore, { ids }, t('done.restored', { lead: name }))),
    reopen: async () => told(await run(leadReopen, { id }, t('done.reopened', { lead: name }))),
    disqualify: (reason, notes) => run(leadDisqualify, { id, reason, notes }, t('done.disqualified', { lead: name })),
  };
}
