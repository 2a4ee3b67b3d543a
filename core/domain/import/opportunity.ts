import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { optionalFields } from '../fields/changes.ts';
import { topLevel } from '../fields/field-errors.ts';
import { requiredText } from '../fields/text-fields.ts';
import { rowId, timeMs } from '../fields/value-fields.ts';
import { ownOrganization } from '../lead/lead-requirements.ts';
import { checkOpportunityReferences, opportunityFields, stageState } from '../opportunity/opportunity-fields.ts';
import { stageOfModule } from '../pipeline/stages-of.ts';
import { importContext, importedChanges, importedRow } from './import-rows.ts';

const args = z.object({
  id: rowId,
  externalId: requiredText(),
  ...optionalFields(opportunityFields),
  name: opportunityFields.name,
  stageId: rowId,
  /** When it entered its stage, was won or lost, was made in the other system: epoch milliseconds. */
  stageSince: timeMs.optional(),
  closedAt: timeMs.optional(),
  createdAt: timeMs.optional(),
});

/**
 * Imports an opportunity. Whether it is open, won or lost follows from its stage.
 * Refuses with FORBIDDEN, ID_TAKEN, UNKNOWN_STAGE, NOT_FOUND (lead), UNKNOWN_ASSIGNEE, VALIDATION_FAILED.
 */
export const importOpportunity = defineMutator({
  name: 'import.opportunity',
  args,
  *decide({ id, closedAt, ...given }, ctx) {
    const importing = importContext(ctx);
    const row = yield* importedRow('opportunities', id, given.externalId);
    const stage = yield* stageOfModule('opportunities', given.stageId, 'stageId');
    yield* checkOpportunityReferences(given, importing, topLevel);
    const { currency } = yield* ownOrganization();
    const createdAt = given.createdAt ?? given.engagedAt ?? closedAt ?? ctx.now;
    const state = stageState(stage, closedAt ?? row?.closedAt ?? given.stageSince ?? ctx.now);
    const stageSince = given.stageSince ?? state.closedAt ?? given.engagedAt ?? createdAt;
    const values = { ...given, ...state, pipelineId: stage.pipelineId };
    const updatedAt = Math.max(stageSince, createdAt);
    const initial = { currency, stageSince, createdAt, createdBy: ctx.actor.userId, updatedAt };
    return importedChanges('opportunities', row, id, values, initial, importing);
  },
});
