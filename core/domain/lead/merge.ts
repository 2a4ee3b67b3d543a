import { z } from 'zod';
import { defineMutator, type MutationContext } from '../../kernel/mutator.ts';
import { eq } from '../../kernel/predicates.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { Row, RowChange, Value } from '../../kernel/rows.ts';
import { insert, patch, range } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { isFilled } from '../fields/changes.ts';
import { invalid } from '../fields/field-errors.ts';
import { phonesMax } from '../fields/text-fields.ts';
import { rowId } from '../fields/value-fields.ts';
import { leadBusinessId, leadBusinessRows } from './business-rows.ts';
import { leadMemberId } from './add-member.ts';
import { editRows } from './edit-lead.ts';
import { requireFreshId, visibleLead } from './lead-access.ts';
import { leadFieldNames, type LeadField } from './lead-fields.ts';
import { relatedRows, ruleRows } from './lead-rows.ts';
import { refuseConverted, refuseTrashed, type Lead } from './lead-state.ts';

/** Fields that the lead that stays has from the other one, although it has its own. */
export const takenFields = z.array(z.enum(leadFieldNames as [LeadField, ...LeadField[]])).max(leadFieldNames.length);

const args = z.object({
  /** The lead that stays. */
  id: rowId,
  /** The one that is taken in. */
  mergedId: rowId,
  /** Of the record that takes it back. */
  mergeId: rowId,
  take: takenFields.optional(),
});

/** Rows that go with their lead. What was told of the merged lead stays its history. */
const movedTables = ['notes', 'noteRevisions', 'activities', 'appointments', 'leadProducts', 'conflicts'] as const;

/** Who works on a lead is no property of the person behind it: it changes only when asked for. */
const keptUnlessTaken: ReadonlySet<LeadField> = new Set(['assigneeId', 'teamId', 'priority', 'currency']);

/**
 * Takes one lead into another: what hangs on it moves, empty fields are filled from it, numbers are united, and it goes to the trash.
 * `lead.unmerge` takes it back.
 * Refuses with NOT_FOUND, FORBIDDEN, WRONG_STATE (either is trashed, the merged one converted), VALIDATION_FAILED, ID_TAKEN.
 */
export const leadMerge = defineMutator({
  name: 'lead.merge',
  args,
  *decide({ id, mergedId, mergeId, take = [] }, ctx) {
    if (id === mergedId) throw invalid('mergedId', 'same', 'is the lead itself');
    const lead = yield* visibleLead(id, ctx);
    const merged = yield* visibleLead(mergedId, ctx);
    requirePermission(ctx, 'leads:edit');
    requirePermission(ctx, 'leads:delete');
    refuseTrashed([lead, merged]);
    refuseConverted([merged]);
    yield* requireFreshId('leadMerges', mergeId, 'mergeId');
    const cells = mergedCells(lead, merged, new Set(take));
    if ('assigneeId' in cells || 'teamId' in cells) requirePermission(ctx, 'leads:assign');
    const { moved, rows } = yield* moveAll(lead, merged, ctx);
    const before = lead as unknown as Row;
    const fields = Object.fromEntries(
      Object.entries(cells).map(([name, cell]) => [name, [before[name] ?? null, cell]]),
    );
    const record = { leadId: id, mergedId, moved: JSON.stringify(moved), fields: JSON.stringify(fields) };
    return [
      ...rows,
      ...editRows(ctx, lead, cells),
      ...relatedRows(ctx, lead, [{ event: 'merged', from: mergedId }]),
      ...ruleRows(
        ctx,
        merged,
        { state: 'trashed', trashedAt: ctx.now, duplicateOfId: id },
        { event: 'mergedInto', to: id },
      ),
      insert('leadMerges', { ...record, id: mergeId, mergedState: merged.state, at: ctx.now, by: ctx.actor.userId }),
    ];
  },
});

function mergedCells(lead: Lead, merged: Lead, take: ReadonlySet<LeadField>): Record<string, Value> {
  const cells: Record<string, Value> = {};
  for (const field of leadFieldNames) {
    const [own, other]: [Value, Value] = [lead[field], merged[field]];
    if (field === 'phones' && !take.has(field)) cells[field] = unitedPhones(lead.phones, merged.phones);
    else if (field === 'lastContactedAt') cells[field] = latest(lead.lastContactedAt, merged.lastContactedAt);
    else if (take.has(field) || (!isFilled(own) && isFilled(other) && !keptUnlessTaken.has(field)))
      cells[field] = other;
    else continue;
    if (cells[field] === own) delete cells[field];
  }
  // An amount means nothing without its currency.
  if ('valueMinor' in cells && merged.currency !== lead.currency) cells['currency'] = merged.currency;
  return cells;
}

function unitedPhones(own: string, other: string): string {
  const numbers = [...(JSON.parse(own) as string[]), ...(JSON.parse(other) as string[])];
  const byDigits = new Map<string, string>();
  for (const number of numbers) {
    const digits = number.replace(/\D/g, '');
    if (!byDigits.has(digits)) byDigits.set(digits, number);
  }
  return JSON.stringify([...byDigits.values()].slice(0, phonesMax));
}

const latest = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);

/** Names of rows that were moved or added, by table. */
export type MovedRows = Readonly<Record<string, readonly string[]>>;

function* moveAll(
  lead: Lead,
  merged: Lead,
  ctx: MutationContext,
): ReadProgram<{ readonly moved: MovedRows; readonly rows: readonly RowChange[] }> {
  const moved: Record<string, string[]> = {};
  const rows: RowChange[] = [];
  for (const table of [...movedTables, 'opportunities'] as const) {
    const children = yield* range(table, { where: eq('leadId', merged.id) });
    moved[table] = children.map((row) => row.id);
    rows.push(...children.map((row) => patch(table, row.id, { leadId: lead.id })));
  }
  const documents = yield* documentsToMove(lead, merged);
  moved['documents'] = documents;
  rows.push(...documents.map((id) => patch('documents', id, { leadId: lead.id })));
  const added = yield* addedLinks(lead, merged, ctx);
  for (const change of added) if (change.op === 'insert') (moved[change.table] ??= []).push(change.row.id);
  return { moved, rows: [...rows, ...added] };
}

/** A lead has one photo: its own stays. */
function* documentsToMove(lead: Lead, merged: Lead): ReadProgram<string[]> {
  const own = yield* range('documents', { where: eq('leadId', lead.id) });
  const hasPhoto = own.some(({ kind, removedAt }) => kind === 'photo' && removedAt === null);
  const others = yield* range('documents', { where: eq('leadId', merged.id) });
  return others.filter(({ kind }) => kind === 'document' || !hasPhoto).map(({ id }) => id);
}

/** Businesses and people of the merged lead that the other one does not have. */
function* addedLinks(lead: Lead, merged: Lead, ctx: MutationContext): ReadProgram<RowChange[]> {
  const businesses = yield* range('leadBusinesses', { where: eq('leadId', merged.id) });
  const ownBusinesses = new Set((yield* range('leadBusinesses', { where: eq('leadId', lead.id) })).map(({ id }) => id));
  const joining = businesses
    .map(({ businessId }) => businessId)
    .filter((businessId) => !ownBusinesses.has(leadBusinessId(lead.id, businessId)));
  const members = yield* range('leadMembers', { where: eq('leadId', merged.id) });
  const ownMembers = new Set((yield* range('leadMembers', { where: eq('leadId', lead.id) })).map(({ id }) => id));
  const people = members.filter(({ userId }) => !ownMembers.has(leadMemberId(lead.id, userId)));
  return [
    ...leadBusinessRows(ctx, lead.id, joining),
    ...people.map(({ userId, role }) =>
      insert('leadMembers', { id: leadMemberId(lead.id, userId), leadId: lead.id, userId, role, createdAt: ctx.now }),
    ),
  ];
}
