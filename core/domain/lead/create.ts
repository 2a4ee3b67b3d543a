import { z } from 'zod';
import { defineMutator, type MutationContext } from '../../kernel/mutator.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { Row, RowChange } from '../../kernel/rows.ts';
import { insert } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { optionalFields } from '../fields/changes.ts';
import { longTextMax, optionalText } from '../fields/text-fields.ts';
import { maybeRowIds, optionalRef, rowId } from '../fields/value-fields.ts';
import { accompanyingNote } from '../note/note-rows.ts';
import { leadBusinessRows } from './business-rows.ts';
import { requireFreshId } from './lead-access.ts';
import { leadFields } from './lead-fields.ts';
import { historyRow } from './lead-history.ts';
import { leadName } from './lead-duplicates.ts';
import { checkBusinesses } from './lead-references.ts';
import { requireTeamAndSource } from './lead-requirements.ts';
import { completeLead } from './new-lead.ts';

/** What a new lead is made from. */
export const leadCreateArgs = z.object({
  id: rowId,
  ...optionalFields(leadFields),
  pipelineId: optionalRef.optional(),
  stageId: optionalRef.optional(),
  businessIds: maybeRowIds.optional(),
  /** A first note. */
  note: optionalText(longTextMax).optional(),
  /** What to do when the address is another lead's. Default: refuse. */
  onDuplicate: z.enum(['refuse', 'accept']).optional(),
  /** Whether to insist on a team (when there are any) and on a source (when the team has its own). Default: no. */
  requireTeamAndSource: z.boolean().optional(),
});

export type LeadCreateArgs = z.output<typeof leadCreateArgs>;

/**
 * Makes a lead, in the first stage of the default pipeline unless told otherwise.
 * Refuses with FORBIDDEN, ID_TAKEN, VALIDATION_FAILED, UNKNOWN_PIPELINE, UNKNOWN_STAGE, UNKNOWN_SOURCE, UNKNOWN_ASSIGNEE,
 * STAGE_FIELDS_MISSING, EMAIL_TAKEN and DUPLICATE (same contact and pipeline).
 */
export const leadCreate = defineMutator({
  name: 'lead.create',
  args: leadCreateArgs,
  decide: (args, ctx) => createLead(args, ctx),
});

/**
 * The rule of `lead.create`, for mutators that make a lead together with something else.
 * @param newContact a contact made in the same mutation, for which the lead is
 */
export function* createLead(
  args: LeadCreateArgs,
  ctx: MutationContext,
  newContact?: Row,
): ReadProgram<readonly RowChange[]> {
  requirePermission(ctx, 'leads:create');
  const {
    id,
    pipelineId,
    stageId,
    businessIds = [],
    note,
    onDuplicate,
    requireTeamAndSource: strict,
    ...values
  } = args;
  yield* requireFreshId('leads', id);
  if (strict) yield* requireTeamAndSource({ teamId: values.teamId ?? null, sourceId: values.sourceId ?? null }, ctx);
  yield* checkBusinesses(businessIds, ctx, 'businessIds');
  const lead = yield* completeLead(values, { id, pipelineId, stageId, onDuplicate, newContact }, ctx);
  const name = leadName({
    firstName: lead.firstName ?? null,
    lastName: lead.lastName ?? null,
    company: lead.company ?? null,
  });
  return [
    insert('leads', lead),
    ...leadBusinessRows(ctx, id, businessIds),
    historyRow(ctx, id, { event: 'created', to: name }),
    ...accompanyingNote(ctx, id, note),
  ];
}
