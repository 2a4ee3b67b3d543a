import { useCallback, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeError } from '../../../core/bridge/contract.ts';
import type { LeadValues } from '../../../core/domain/lead/lead-fields.ts';
import { useMutate, within, type Mutate } from '../../bridge/hooks.ts';
import { newId } from '../../bridge/ids.ts';
import { useOfferUndo } from '../notify-undo.tsx';
import { notifyError } from '../notify.ts';
import { useWorkspace } from '../workspace/use-workspace.ts';
import { missingFieldsOf, moveLeads, moveTogether, type MovingLead } from './move-leads.ts';
import { StageFieldsDialog, type StageFieldsQuestion } from './stage-fields-dialog.tsx';

type Answer = { readonly kind: 'fields'; readonly fields: LeadValues } | { readonly kind: 'skip' | 'stop' };
type Asked = StageFieldsQuestion & {
  readonly leadId: string;
  readonly answer: (answer: Answer) => Promise<BridgeError | undefined>;
};

export type MoveLeadsCommand = {
  /**
   * Moves leads to a stage: asks for required fields, says what happened, offers to undo it.
   * @returns the leads that moved
   */
  readonly move: (leads: readonly MovingLead[], stageId: string) => Promise<readonly MovingLead[]>;
  /** Render it: the dialog that asks for required fields. */
  readonly dialog: ReactNode;
};

/** Moving leads between stages, the same on the board, in the list and on a lead. */
export function useMoveLeads(): MoveLeadsCommand {
  const { t } = useTranslation('leads');
  const mutate = useMutate();
  const offerUndo = useOfferUndo();
  const index = useWorkspace();
  const [asked, setAsked] = useState<Asked>();
  const stageName = useCallback((id: string) => index?.stageById.get(id)?.name ?? '', [index]);

  /** Asks about one lead until it has moved, is skipped, or everything is stopped. */
  const complete = useCallback(
    async (
      doing: Mutate,
      lead: MovingLead,
      stageId: string,
      at: number,
      of: number,
    ): Promise<'moved' | 'skip' | 'stop'> => {
      const reply = await moveTogether(doing, [lead], stageId);
      if (reply.ok) return 'moved';
      const missing = missingFieldsOf(reply.error)?.missing;
      if (!missing) {
        notifyError(reply.error);
        return 'stop';
      }
      return new Promise((resolve) => {
        const answer = async (given: Answer): Promise<BridgeError | undefined> => {
          if (given.kind === 'fields') {
            const retried = await moveTogether(doing, [lead], stageId, given.fields);
            if (!retried.ok) return retried.error;
          }
          setAsked(undefined);
          resolve(given.kind === 'fields' ? 'moved' : given.kind);
          return undefined;
        };
        setAsked({ leadId: lead.id, leadName: lead.name, stageName: stageName(stageId), missing, at, of, answer });
      });
    },
    [stageName],
  );

  const move = useCallback(
    async (leads: readonly MovingLead[], stageId: string): Promise<readonly MovingLead[]> => {
      const moving = leads.filter((lead) => lead.fromStageId !== stageId);
      if (moving.length === 0) return [];
      const action = newId();
      const doing = within(mutate, action);
      const outcome = await moveLeads(doing, moving, stageId);
      const moved = [...outcome.moved];
      if (outcome.error) notifyError(outcome.error);
      for (const [i, lead] of outcome.incomplete.entries()) {
        const answer = await complete(doing, lead, stageId, i + 1, outcome.incomplete.length);
        if (answer === 'stop') break;
        if (answer === 'moved') moved.push(lead);
      }
      if (moved.length === 0) return moved;
      const stage = stageName(stageId);
      offerUndo(t('moved', { count: moved.length, name: moved[0]!.name, stage }), action);
      return moved;
    },
    [mutate, offerUndo, complete, stageName, t],
  );

  const dialog = asked && index && (
    <StageFieldsDialog
      key={asked.leadId}
      question={asked}
      index={index}
      currency={index.organization?.currency ?? 'EUR'}
      onSubmit={(fields) => asked.answer({ kind: 'fields', fields })}
      onSkip={() => void asked.answer({ kind: 'skip' })}
      onClose={() => void asked.answer({ kind: 'stop' })}
    />
  );
  return { move, dialog };
}
