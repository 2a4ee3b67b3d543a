import { z } from 'zod';
import { defineMutator, type MutationContext } from '../../kernel/mutator.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { Row } from '../../kernel/rows.ts';
import { insert } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { optionalFields, toCells } from '../fields/changes.ts';
import { topLevel, type FieldPath } from '../fields/field-errors.ts';
import { optionalRef, rowId } from '../fields/value-fields.ts';
import { requireFreshId } from '../lead/lead-access.ts';
import { ownOrganization, requireStageFields } from '../lead/lead-requirements.ts';
import { entryStage } from '../pipeline/stages-of.ts';
import { checkOpportunityReferences, opportunityFields, stageState } from './opportunity-fields.ts';

/** What a new opportunity is made from. Without an owner it is the actor's. */
export const opportunityCreateArgs = z.object({
  id: rowId,
  ...optionalFields(opportunityFields),
  name: opportunityFields.name,
  pipelineId: optionalRef.optional(),
  stageId: optionalRef.optional(),
});

/**
 * Makes an opportunity, in the first stage of the default pipeline unless told otherwise.
 * Refuses with FORBIDDEN, ID_TAKEN, UNKNOWN_PIPELINE, UNKNOWN_STAGE, STAGE_FIELDS_MISSING, NOT_FOUND (lead), UNKNOWN_ASSIGNEE,
 * VALIDATION_FAILED.
 */
export const opportunityCreate = defineMutator({
  name: 'opportunity.create',
  args: opportunityCreateArgs,
  *decide(args, ctx) {
    const row = yield* newOpportunityRow(args, ctx, topLevel);
    yield* checkOpportunityReferences(args, ctx, topLevel);
    return [insert('opportunities', row)];
  },
});

/** The rule of `opportunity.create` but for what the new row refers to, which another mutator may be about to make. */
export function* newOpportunityRow(
  { id, pipelineId, stageId, ...values }: z.output<typeof opportunityCreateArgs>,
  ctx: MutationContext,
  at: FieldPath,
): ReadProgram<Row> {
  requirePermission(ctx, 'opportunities:edit');
  yield* requireFreshId('opportunities', id, at('id'));
  const stage = yield* entryStage('opportunities', pipelineId ?? undefined, stageId ?? undefined, at);
  const { currency } = yield* ownOrganization();
  const cells = { currency, ownerId: ctx.actor.userId, ...toCells(values) };
  requireStageFields(stage, [{ id, cells }], at);
  const place = { pipelineId: stage.pipelineId, stageId: stage.id, stageSince: ctx.now };
  const times = { createdAt: ctx.now, createdBy: ctx.actor.userId, updatedAt: ctx.now };
  return { ...cells, ...place, ...stageState(stage, ctx.now), ...times, id };
}
