import type { BridgeError, BridgeReply } from '../../../core/bridge/contract.ts';
import { leadChangeStage } from '../../../core/domain/lead/change-stage.ts';
import type { LeadValues } from '../../../core/domain/lead/lead-fields.ts';
import type { Mutate } from '../../bridge/hooks.ts';
import { chunksOf } from './chunks.ts';

/** A lead on its way: where the person saw it. */
export type MovingLead = { readonly id: string; readonly name: string; readonly fromStageId: string };

export type MoveOutcome = {
  readonly moved: readonly MovingLead[];
  /** Leads that lack fields the stage requires; they stay where they are. */
  readonly incomplete: readonly MovingLead[];
  /** Why the rest did not move. */
  readonly error: BridgeError | undefined;
};

/** Moves leads in one mutation. @param fields values set on every one of them */
export function moveTogether(
  mutate: Mutate,
  leads: readonly MovingLead[],
  stageId: string,
  fields?: LeadValues,
): Promise<BridgeReply<{ readonly seq: number }>> {
  const moves = leads.map(({ id, fromStageId }) => ({ id, fromStageId }));
  return mutate(leadChangeStage, { moves, stageId, ...(fields ? { fields } : {}) });
}

/** @returns names of the fields a refused move asks for, and the leads that lack them; undefined for another refusal */
export function missingFieldsOf(
  error: BridgeError,
): { readonly missing: readonly string[]; readonly ids: readonly string[] } | undefined {
  if (error.kind !== 'domain' || error.error.code !== 'STAGE_FIELDS_MISSING') return undefined;
  const { missing, ids } = error.error.details as { missing: readonly string[]; ids: readonly string[] };
  return { missing, ids };
}

/**
 * Moves leads to a stage, as many as can go: those that lack a required field are left for a person to complete.
 * Stops at the first refusal of another kind.
 */
export async function moveLeads(mutate: Mutate, leads: readonly MovingLead[], stageId: string): Promise<MoveOutcome> {
  const moved: MovingLead[] = [];
  const incomplete: MovingLead[] = [];
  for (const chunk of chunksOf(leads)) {
    let ready = chunk;
    let reply = await moveTogether(mutate, ready, stageId);
    const missing = reply.ok ? undefined : missingFieldsOf(reply.error);
    if (missing) {
      incomplete.push(...chunk.filter(({ id }) => missing.ids.includes(id)));
      ready = chunk.filter(({ id }) => !missing.ids.includes(id));
      if (ready.length === 0) continue;
      reply = await moveTogether(mutate, ready, stageId);
    }
    if (!reply.ok) return { moved, incomplete, error: reply.error };
    moved.push(...ready);
  }
  return { moved, incomplete, error: undefined };
}
