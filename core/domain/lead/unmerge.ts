import { z } from 'zod';
import { DomainError } from '../../kernel/errors.ts';
import { defineMutator } from '../../kernel/mutator.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { Row, RowChange, Value } from '../../kernel/rows.ts';
import type { RowOf } from '../../schema/tables.ts';
import { get, getMany, patch, remove } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { rowId } from '../fields/value-fields.ts';
import { editRows } from './edit-lead.ts';
import { visibleLead } from './lead-access.ts';
import { relatedRows, ruleRows } from './lead-rows.ts';
import type { Lead } from './lead-state.ts';
import type { MovedRows } from './merge.ts';

type MovedTable = 'notes' | 'leadBusinesses' | 'leadMembers';

/** Links that the merge added: the merged lead has its own still. */
const added: ReadonlySet<string> = new Set(['leadBusinesses', 'leadMembers']);

/**
 * Takes a merge back: the merged lead comes out of the trash with what came from it, and fields that still hold what the merge gave
 * them get their old values. What others have changed since stays.
 * Refuses with NOT_FOUND (also when the merged lead was purged), FORBIDDEN, WRONG_STATE (taken back before).
 */
export const leadUnmerge = defineMutator({
  name: 'lead.unmerge',
  /** Of the merge. */
  args: z.object({ id: rowId }),
  *decide({ id }, ctx) {
    const merge = yield* get('leadMerges', id);
    if (!merge) throw new DomainError('NOT_FOUND', { entity: 'leadMerges', id });
    const lead = yield* visibleLead(merge.leadId, ctx);
    const merged = yield* visibleLead(merge.mergedId, ctx);
    requirePermission(ctx, 'leads:edit');
    requirePermission(ctx, 'leads:delete');
    if (merge.undoneAt !== null) throw new DomainError('WRONG_STATE', { id, state: 'undone' });
    const cells = oldCells(lead, merge);
    if ('assigneeId' in cells || 'teamId' in cells) requirePermission(ctx, 'leads:assign');
    return [
      ...(yield* moveBack(merge)),
      ...editRows(ctx, lead, cells),
      ...relatedRows(ctx, lead, [{ event: 'unmerged', from: merged.id }]),
      // The two stay suspected of being one.
      ...ruleRows(ctx, merged, { state: merge.mergedState, trashedAt: null }, { event: 'unmerged', from: lead.id }),
      patch('leadMerges', id, { undoneAt: ctx.now, undoneBy: ctx.actor.userId }),
    ];
  },
});

function oldCells(lead: Lead, merge: RowOf<'leadMerges'>): Record<string, Value> {
  const fields = JSON.parse(merge.fields) as Record<string, readonly [before: Value, after: Value]>;
  const row = lead as unknown as Row;
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, [before, after]]) => (row[name] === after ? [[name, before]] : [])),
  );
}

/** Rows that are gone since, or have moved on, are not looked for. */
function* moveBack(merge: RowOf<'leadMerges'>): ReadProgram<RowChange[]> {
  const changes: RowChange[] = [];
  for (const [table, ids] of Object.entries(JSON.parse(merge.moved) as MovedRows)) {
    for (const row of yield* getMany(table as MovedTable, ids)) {
      if (row.leadId !== merge.leadId) continue;
      changes.push(
        added.has(table)
          ? remove(table as MovedTable, row.id)
          : patch(table as MovedTable, row.id, { leadId: merge.mergedId }),
      );
    }
  }
  return changes;
}
