import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { insert } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { optionalFields, toCells } from '../fields/changes.ts';
import { topLevel } from '../fields/field-errors.ts';
import { optionalRef, rowId } from '../fields/value-fields.ts';
import { requireFreshId } from '../lead/lead-access.ts';
import { ownOrganization, requireStageFields } from '../lead/lead-requirements.ts';
import { entryStage } from '../pipeline/stages-of.ts';
import { checkOpportunityReferences, opportunityFields, stageState } from './opportunity-fields.ts';

const args = z.object({
  id: rowId,
  ...optionalFields(opportunityFields),
  name: opportunityFields.name,
  pipelineId: optionalRef.optional(),
  stageId: optionalRef.optional(),
});

/**
 * Makes an opportunity, in the first stage of the default pipeline unless told otherwise. Without an owner it is the actor's.
 * Refuses with FORBIDDEN, ID_TAKEN, UNKNOWN_PIPELINE, UNKNOWN_STAGE, STAGE_FIELDS_MISSING, NOT_FOUND (lead), UNKNOWN_ASSIGNEE,
 * VALIDATION_FAILED.
 */
export const opportunityCreate = defineMutator({
  name: 'opportunity.create',
  args,
  *decide({ id, pipelineId, stageId, ...values }, ctx) {
    requirePermission(ctx, 'opportunities:edit');
    yield* requireFreshId('opportunities', id);
    const stage = yield* entryStage('opportunities', pipelineId ?? undefined, stageId ?? undefined);
    yield* checkOpportunityReferences(values, ctx, topLevel);
    const { currency } = yield* ownOrganization();
    const cells = { currency, ownerId: ctx.actor.userId, ...toCells(values) };
    requireStageFields(stage, [{ id, cells }], topLevel);
    const place = { pipelineId: stage.pipelineId, stageId: stage.id, stageSince: ctx.now };
    const times = { createdAt: ctx.now, createdBy: ctx.actor.userId, updatedAt: ctx.now };
    return [insert('opportunities', { ...cells, ...place, ...stageState(stage, ctx.now), ...times, id })];
  },
});
