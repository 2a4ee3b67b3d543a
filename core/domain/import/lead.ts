import { z } from 'zod';
import { defineMutator, type MutationContext } from '../../kernel/mutator.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { RowChange, Value } from '../../kernel/rows.ts';
import { leadStates, leadStatuses } from '../../schema/leads.ts';
import { getMany, insert } from '../../schema/typed-reads.ts';
import { differingCells, isFilled, optionalFields, toCell } from '../fields/changes.ts';
import { topLevel } from '../fields/field-errors.ts';
import { optionalText, requiredText } from '../fields/text-fields.ts';
import { maybeRowIds, rowId, timeMs } from '../fields/value-fields.ts';
import { leadBusinessId, leadBusinessRows } from '../lead/business-rows.ts';
import { editRows, editedCells } from '../lead/edit-lead.ts';
import { leadFields, type LeadValues } from '../lead/lead-fields.ts';
import { historyRow } from '../lead/lead-history.ts';
import { checkBusinesses } from '../lead/lead-references.ts';
import type { Lead } from '../lead/lead-state.ts';
import { completeLead, takenFromContact } from '../lead/new-lead.ts';
import { stageOfModule } from '../pipeline/stages-of.ts';
import { importContext, importedRow } from './import-rows.ts';

/** What only an import may write, because elsewhere rules do: where the lead is, and when things happened. Times are epoch milliseconds. */
const historic = {
  stageId: rowId,
  stageSince: timeMs,
  status: z.enum(leadStatuses),
  state: z.enum(leadStates),
  disqualifiedReason: optionalText(),
  convertedAt: timeMs.nullable(),
  createdAt: timeMs,
  createdBy: rowId,
} as const;

const args = z.object({
  id: rowId,
  externalId: requiredText(),
  ...optionalFields(leadFields),
  ...optionalFields(historic),
  businessIds: maybeRowIds.optional(),
});

type ImportArgs = z.output<typeof args>;
type Historic = Pick<ImportArgs, keyof typeof historic>;

/**
 * Imports a lead with its past. An address that is another lead's is accepted and flagged.
 * Refuses with FORBIDDEN, ID_TAKEN, UNKNOWN_STAGE, UNKNOWN_SOURCE, UNKNOWN_ASSIGNEE, WRONG_STATE (one that was trashed since),
 * VALIDATION_FAILED.
 */
export const importLead = defineMutator({
  name: 'import.lead',
  args,
  *decide(given, ctx) {
    const importing = importContext(ctx);
    const { id, externalId, businessIds = [], stageId, stageSince, status, state, ...rest } = given;
    const { disqualifiedReason, convertedAt, createdAt, createdBy, ...values } = rest;
    const past = { stageId, stageSince, status, state, disqualifiedReason, convertedAt, createdAt, createdBy };
    const row = yield* importedRow('leads', id, externalId);
    yield* checkBusinesses(businessIds, importing, 'businessIds');
    const written = row
      ? yield* changedLead(row, values, past, importing)
      : yield* newLead(id, externalId, values, past, importing);
    const present = yield* getMany(
      'leadBusinesses',
      businessIds.map((businessId) => leadBusinessId(id, businessId)),
    );
    const joining = businessIds.filter((businessId) => !present.some((row) => row.businessId === businessId));
    return [...written, ...leadBusinessRows(ctx, id, joining)];
  },
});

function* newLead(
  id: string,
  externalId: string,
  values: LeadValues,
  past: Historic,
  ctx: MutationContext,
): ReadProgram<readonly RowChange[]> {
  const createdAt = past.createdAt ?? Math.min(ctx.now, past.stageSince ?? ctx.now);
  const { stageId } = past;
  const lead = yield* completeLead(values, { id, stageId }, { ...ctx, now: createdAt });
  const given = Object.fromEntries(Object.entries(past).filter(([, value]) => value !== undefined)) as Partial<Lead>;
  const stageSince = past.stageSince ?? createdAt;
  const updatedAt = Math.max(createdAt, stageSince);
  const trashedAt = past.state === 'trashed' ? ctx.now : null;
  const told = [historyRow(ctx, id, { event: 'created', to: externalId }, createdAt)];
  if (stageSince > createdAt) {
    told.push(historyRow(ctx, id, { event: 'stage', field: 'stageId', to: lead.stageId }, stageSince));
  }
  return [insert('leads', { ...lead, ...given, externalId, stageSince, trashedAt, updatedAt }), ...told];
}

/** Only what the file says otherwise than the row is written, so that importing twice is importing once. */
function* changedLead(
  row: Lead,
  given: LeadValues,
  past: Historic,
  ctx: MutationContext,
): ReadProgram<readonly RowChange[]> {
  const values = row.contactId === null ? given : withoutTaken(given);
  const edited =
    Object.keys(differingCells(row, values)).length > 0
      ? (yield* editedCells([row], values, { at: topLevel }, ctx)).get(row)!
      : {};
  const moved = differingCells(row, past);
  const follows: Record<string, Value> = {};
  if (past.stageId !== undefined && past.stageId !== row.stageId) {
    follows['pipelineId'] = (yield* stageOfModule('leads', past.stageId, 'stageId')).pipelineId;
  }
  if (moved['state'] !== undefined) follows['trashedAt'] = past.state === 'trashed' ? ctx.now : null;
  return editRows(ctx, row, { ...edited, ...moved, ...follows });
}

/** What the file leaves empty the lead has from its contact. */
function withoutTaken(given: LeadValues): LeadValues {
  const empty = takenFromContact.filter((field) => !isFilled(toCell(given[field])));
  return Object.fromEntries(Object.entries(given).filter(([field]) => !(empty as readonly string[]).includes(field)));
}
