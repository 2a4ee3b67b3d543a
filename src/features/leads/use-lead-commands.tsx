import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { SelectedLead } from '../../../core/queries/lead-selection.ts';
import { useMutate, within } from '../../bridge/hooks.ts';
import { newId } from '../../bridge/ids.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { rowsPerMutation } from '../../ui/lead-commands/chunks.ts';
import { notifyProgress } from '../../ui/notify-progress.tsx';
import { useOfferUndo } from '../../ui/notify-undo.tsx';
import { notifyError } from '../../ui/notify.ts';
import { priorityLook } from '../../ui/workspace/use-priority.ts';
import { useWorkspace } from '../../ui/workspace/use-workspace.ts';
import { affectedBy, runCommand, type LeadCommand } from './lead-commands.ts';

/** Carries a command out on leads: shows progress where it takes long, says what was done, offers to undo it. */
export type RunLeadCommand = (command: LeadCommand, leads: readonly SelectedLead[]) => Promise<void>;

/** Changing one lead or thousands, the same from a cell and from the bar of the selection. */
export function useLeadCommands(): RunLeadCommand {
  const { t } = useTranslation(['leads', 'common']);
  const mutate = useMutate();
  const offerUndo = useOfferUndo();
  const format = useFormat();
  const workspace = useWorkspace();
  const users = workspace?.userById;
  const priorities = workspace?.priorities;

  /** @returns the leads that were changed */
  const run = useCallback(
    async (command: LeadCommand, leads: readonly SelectedLead[], action: string): Promise<readonly SelectedLead[]> => {
      const abort = new AbortController();
      const progress =
        leads.length > 2 * rowsPerMutation
          ? notifyProgress(t('bulk.working'), leads.length, () => abort.abort())
          : undefined;
      const { done, error } = await runCommand(within(mutate, action), command, leads, {
        signal: abort.signal,
        ...(progress ? { onProgress: progress.update } : {}),
      });
      progress?.close();
      if (error) notifyError(error);
      return done;
    },
    [mutate, t],
  );

  return useCallback(
    async (command, leads): Promise<void> => {
      const affected = affectedBy(command, leads);
      if (affected.length === 0) return;
      const action = newId();
      const done = await run(command, affected, action);
      if (done.length === 0) return;
      const person =
        command.kind === 'assign'
          ? ((command.assigneeId && users?.get(command.assigneeId)?.name) ?? t('common:nobody'))
          : '';
      const said = {
        count: done.length,
        number: format.number(done.length),
        name: done[0]!.name || t('common:unnamedLead'),
        person,
        priority: command.kind === 'priority' ? priorityLook(priorities, command.priority).name : '',
      };
      offerUndo(t(`done.${command.kind}`, said), action);
    },
    [run, offerUndo, users, priorities, format, t],
  );
}
