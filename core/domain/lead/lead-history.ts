import type { MutationContext } from '../../kernel/mutator.ts';
import type { RowChange, Value } from '../../kernel/rows.ts';
import { insert } from '../../schema/typed-reads.ts';
import { toCell } from '../fields/changes.ts';

/**
 * Everything that a lead's history tells. `updated`, `stage`, `assigned` and the `…Changed` ones name the field with its old
 * and new value. Of what was added or removed they tell the business, person or product by id, the note by id, the appointment
 * by its start, the document by its name, the photo by id; of a merge the other lead. `undone` names the field of the lead that got its old value back; of
 * what hangs on the lead, the table, with the row's id.
 */
export const historyEvents = [
  'created',
  'updated',
  'stage',
  'assigned',
  'archived',
  'restored',
  'trashed',
  'disqualified',
  'reopened',
  'converted',
  'merged',
  'mergedInto',
  'unmerged',
  'businessAdded',
  'businessRemoved',
  'memberAdded',
  'memberRemoved',
  'productAdded',
  'productChanged',
  'productRemoved',
  'noteAdded',
  'noteEdited',
  'noteRemoved',
  'appointmentAdded',
  'appointmentChanged',
  'appointmentRemoved',
  'documentAdded',
  'documentRenamed',
  'documentRemoved',
  'documentRestored',
  'photoSet',
  'photoRemoved',
  'undone',
] as const;

export type HistoryEvent = (typeof historyEvents)[number];

/** What happened, as a history row tells it. */
export type HistoryEntry = {
  readonly event: HistoryEvent;
  readonly field?: string;
  readonly from?: unknown;
  readonly to?: unknown;
};

/**
 * One history row. Its id is derived from lead, event, field and row concerned, so that every home makes the same one.
 * @param entry at most one per event, field and value within a mutation
 */
export function historyRow(ctx: MutationContext, leadId: string, entry: HistoryEntry, at = ctx.now): RowChange {
  const from = text(toCell(entry.from));
  const to = text(toCell(entry.to));
  return insert('history', {
    id: ctx.newId(JSON.stringify(['history', leadId, entry.event, entry.field ?? null, from, to])),
    leadId,
    userId: ctx.actor.userId,
    event: entry.event,
    field: entry.field ?? null,
    fromValue: from,
    toValue: to,
    at,
  });
}

/** One history row per changed cell of a lead. */
export function historyOfCells(
  ctx: MutationContext,
  lead: { readonly id: string },
  cells: Readonly<Record<string, Value>>,
): RowChange[] {
  const { assigneeId, ...others } = cells;
  const assigned: Readonly<Record<string, Value>> = assigneeId === undefined ? {} : { assigneeId };
  return [
    ...historyOfChange(ctx, lead.id, 'updated', lead, others),
    ...historyOfChange(ctx, lead.id, 'assigned', lead, assigned),
  ];
}

/** One history row per changed cell of something that hangs on a lead. */
export function historyOfChange(
  ctx: MutationContext,
  leadId: string,
  event: HistoryEvent,
  before: object,
  cells: Readonly<Record<string, Value>>,
): RowChange[] {
  const row = before as Readonly<Record<string, unknown>>;
  return Object.entries(cells).map(([field, to]) => historyRow(ctx, leadId, { event, field, from: row[field], to }));
}

function text(cell: Value): string | null {
  return cell === null ? null : String(cell);
}
