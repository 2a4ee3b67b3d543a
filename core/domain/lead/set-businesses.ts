import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { getMany, remove } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { maybeRowIds, rowId } from '../fields/value-fields.ts';
import { leadBusinessId, leadBusinessRows } from './business-rows.ts';
import { visibleLead } from './lead-access.ts';
import type { HistoryEntry } from './lead-history.ts';
import { checkBusinesses } from './lead-references.ts';
import { relatedRows } from './lead-rows.ts';
import { refuseTrashed } from './lead-state.ts';

const args = z.object({ id: rowId, add: maybeRowIds.optional(), remove: maybeRowIds.optional() });

/**
 * Puts a lead into businesses and takes it out of others; what is already so stays so. A business that is both added and
 * removed is added.
 * Refuses with NOT_FOUND, FORBIDDEN, WRONG_STATE (trashed), VALIDATION_FAILED (unknown business).
 */
export const leadSetBusinesses = defineMutator({
  name: 'lead.setBusinesses',
  args,
  *decide({ id, add = [], remove: removed = [] }, ctx) {
    const lead = yield* visibleLead(id, ctx);
    requirePermission(ctx, 'leads:edit');
    refuseTrashed([lead]);
    yield* checkBusinesses(add, ctx, 'add');
    const rows = yield* getMany(
      'leadBusinesses',
      [...add, ...removed].map((businessId) => leadBusinessId(id, businessId)),
    );
    const present = new Set(rows.map((row) => row.businessId));
    const joining = add.filter((businessId) => !present.has(businessId));
    const leaving = removed.filter((businessId) => present.has(businessId) && !add.includes(businessId));
    const told: HistoryEntry[] = [
      ...joining.map((to) => ({ event: 'businessAdded', to }) as const),
      ...leaving.map((from) => ({ event: 'businessRemoved', from }) as const),
    ];
    return [
      ...leadBusinessRows(ctx, id, joining),
      ...leaving.map((businessId) => remove('leadBusinesses', leadBusinessId(id, businessId))),
      ...relatedRows(ctx, lead, told),
    ];
  },
});
