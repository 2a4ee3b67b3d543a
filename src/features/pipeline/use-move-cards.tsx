import { useCallback, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeError } from '../../../core/bridge/contract.ts';
import { opportunityChangeStage } from '../../../core/domain/opportunity/change-stage.ts';
import type { BoardCard } from '../../../core/queries/board.ts';
import { useMutate, within, type Mutate } from '../../bridge/hooks.ts';
import { newId } from '../../bridge/ids.ts';
import { chunksOf } from '../../ui/lead-commands/chunks.ts';
import { useMoveLeads } from '../../ui/lead-commands/use-move-leads.tsx';
import { useOfferUndo } from '../../ui/notify-undo.tsx';
import { notifyError } from '../../ui/notify.ts';
import { useWorkspace } from '../../ui/workspace/use-workspace.ts';

type Move = { readonly id: string; readonly fromStageId: string };

export type MoveCards = {
  /** @returns ids of the cards that moved */
  readonly moveCards: (cards: readonly BoardCard[], stageId: string) => Promise<readonly string[]>;
  readonly dialog: ReactNode;
};

/** Moving cards of either kind: leads ask for the fields a stage requires, opportunities do not. */
export function useMoveCards(): MoveCards {
  const { t } = useTranslation('pipeline');
  const mutate = useMutate();
  const offerUndo = useOfferUndo();
  const index = useWorkspace();
  const { move: moveLeads, dialog } = useMoveLeads();
  const moveCards = useCallback(
    async (cards: readonly BoardCard[], stageId: string): Promise<readonly string[]> => {
      const moving = cards.filter((card) => card.stageId !== stageId);
      if (moving.length === 0) return [];
      if (moving[0]!.module === 'leads') {
        const leads = moving.map(({ id, title, stageId: fromStageId }) => ({ id, name: title, fromStageId }));
        return (await moveLeads(leads, stageId)).map(({ id }) => id);
      }
      const moves = moving.map(({ id, stageId: fromStageId }) => ({ id, fromStageId }));
      const action = newId();
      const error = await moveOpportunities(within(mutate, action), moves, stageId);
      if (error) {
        notifyError(error);
        return [];
      }
      const stage = index?.stageById.get(stageId)?.name ?? '';
      offerUndo(t('movedOpportunities', { count: moving.length, name: moving[0]!.title, stage }), action);
      return moves.map(({ id }) => id);
    },
    [mutate, offerUndo, moveLeads, index, t],
  );
  return { moveCards, dialog };
}

async function moveOpportunities(
  mutate: Mutate,
  moves: readonly Move[],
  stageId: string,
): Promise<BridgeError | undefined> {
  for (const chunk of chunksOf(moves)) {
    const reply = await mutate(opportunityChangeStage, { moves: [...chunk], stageId });
    if (!reply.ok) return reply.error;
  }
  return undefined;
}
