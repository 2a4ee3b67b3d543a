import { z } from 'zod';
import { defineMutator, type MutationContext } from '../../kernel/mutator.ts';
import type { RowChange } from '../../kernel/rows.ts';
import { patch } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { optionalFields } from '../fields/changes.ts';
import type { FieldPath } from '../fields/field-errors.ts';
import { longTextMax, optionalText } from '../fields/text-fields.ts';
import { rowId } from '../fields/value-fields.ts';
import { meetMove } from '../conflict/meet-unseen.ts';
import { accompanyingNote } from '../note/note-rows.ts';
import { isOvertaken, movesById, stageMoves } from '../pipeline/stage-moves.ts';
import { ownerOnEntry } from '../pipeline/stage-ownership.ts';
import { stageOfModule, type Stage } from '../pipeline/stages-of.ts';
import { overwriteLeads } from './edit-lead.ts';
import { touched, visibleLeadsNamed } from './lead-access.ts';
import { leadFields, type LeadValues } from './lead-fields.ts';
import { historyRow } from './lead-history.ts';
import { refuseConverted, refuseTrashed, type Lead } from './lead-state.ts';
import { requireStageFields, type LeadCells } from './lead-requirements.ts';

const args = z.object({
  moves: stageMoves,
  stageId: rowId,
  /** Values that the stage asks for, set on every lead that moves. */
  fields: z.object(optionalFields(leadFields)).optional(),
  /** A note on every lead that moves. */
  note: optionalText(longTextMax).optional(),
});

const inFields: FieldPath = (field) => `fields.${field}`;

/**
 * Moves leads to a stage, also of another lead pipeline, and gives them to whom the stage says. A lead that was moved elsewhere later
 * than this stays there.
 * Refuses with UNKNOWN_STAGE, UNKNOWN_LEADS, FORBIDDEN, WRONG_STATE (trashed or converted), STAGE_FIELDS_MISSING, and as
 * `lead.update` does for the values that come along.
 */
export const leadChangeStage = defineMutator({
  name: 'lead.changeStage',
  args,
  *decide({ moves, stageId, fields = {}, note }, ctx) {
    const fromStages = movesById(moves);
    const leads = yield* visibleLeadsNamed([...fromStages.keys()], ctx);
    requirePermission(ctx, 'leads:edit');
    const stage = yield* stageOfModule('leads', stageId, 'stageId');
    refuseTrashed(leads);
    refuseConverted(leads);
    if (fields.assigneeId !== undefined || fields.teamId !== undefined) requirePermission(ctx, 'leads:assign');
    const entering = leads.filter(
      (lead) => lead.stageId !== stageId && !isOvertaken(lead, fromStages.get(lead.id)!, ctx),
    );
    // What is said with the move counts more than what the stage would say.
    const onEntry = { ...(yield* ownerOnEntry(stage, ctx)), ...given(fields) };
    const staying = leads.filter((lead) => !entering.includes(lead));
    const overwrites = new Map([
      ...(yield* overwriteLeads(entering, onEntry, { at: inFields, byRule: true }, ctx)),
      ...(yield* overwriteLeads(staying, fields, { at: inFields }, ctx)),
    ]);
    const filled = entering.map((lead) => ({
      id: lead.id,
      cells: { ...(lead as unknown as LeadCells), ...overwrites.get(lead)!.cells },
    }));
    requireStageFields(stage, filled, inFields);
    const changes: RowChange[] = [];
    for (const lead of leads) {
      const fromStageId = fromStages.get(lead.id)!;
      changes.push(...overwrites.get(lead)!.rows, ...moveRows(ctx, lead, stage, fromStageId, note));
      const overtaken = isOvertaken(lead, fromStageId, ctx);
      changes.push(...(yield* meetMove('leads', lead, { fromStageId, stageId, overtaken }, ctx)));
    }
    return changes;
  },
});

/** Without what is undefined, which would hide a value beside it. */
function given(fields: LeadValues): LeadValues {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** An overtaken move leaves the lead where it is, but its history tells that it was there in between. */
function moveRows(
  ctx: MutationContext,
  lead: Lead,
  stage: Stage,
  fromStageId: string,
  note: string | null | undefined,
): RowChange[] {
  const notes = accompanyingNote(ctx, lead.id, note);
  if (lead.stageId === stage.id) return notes;
  const overtaken = isOvertaken(lead, fromStageId, ctx);
  const from = overtaken ? fromStageId : lead.stageId;
  const history = historyRow(ctx, lead.id, { event: 'stage', field: 'stageId', from, to: stage.id });
  if (overtaken) return [history, ...notes];
  const set = { stageId: stage.id, pipelineId: stage.pipelineId, stageSince: ctx.now, updatedAt: touched(lead, ctx) };
  return [patch('leads', lead.id, set), history, ...notes];
}
