import { z } from 'zod';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { DomainError } from '../../kernel/errors.ts';
import { defineMutator, type MutationContext } from '../../kernel/mutator.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import { isOwnedTable, type OwnedTable } from '../../schema/access.ts';
import { noLead } from '../../schema/leads.ts';
import type { RowOf } from '../../schema/tables.ts';
import { get, patch } from '../../schema/typed-reads.ts';
import { visibleOwnedRow } from '../access/owned.ts';
import { isPermitted, requirePermission, type Permission } from '../access/permissions.ts';
import { rowIds } from '../fields/value-fields.ts';
import { visibleLead } from '../lead/lead-access.ts';
import { cellValue } from './conflict-row.ts';

type Conflict = RowOf<'conflicts'>;

const args = z.object({
  ids: rowIds,
  /**
   * `other`: only conflicts whose field now holds the other value are closed. Sent behind the edit that puts it there, so that a
   * refused edit leaves its conflict open. Default: the value that stands is meant, whatever it is.
   */
  holds: z.enum(['other']).optional(),
});

/**
 * Notes that a person has decided about concurrent edits: the values as they stand are meant. Whoever wants the other value, or a
 * third one, edits the field first, from its present value. Conflicts that someone else has decided stay as they are.
 * Refuses with NOT_FOUND, FORBIDDEN; then nothing changes.
 */
export const conflictResolve = defineMutator({
  name: 'conflict.resolve',
  args,
  *decide({ ids, holds }, ctx) {
    const changes = [];
    for (const id of ids) {
      const conflict = yield* get('conflicts', id);
      if (!conflict) throw unknown(id);
      yield* checkConcerned(conflict, ctx);
      if (conflict.resolvedAt !== null) continue;
      if (holds === 'other' && !(yield* holdsOther(conflict))) continue;
      changes.push(patch('conflicts', id, { resolvedAt: ctx.now, resolvedBy: ctx.actor.userId }));
    }
    return changes;
  },
});

const unknown = (id: string): DomainError => new DomainError('NOT_FOUND', { entity: 'conflicts', id });

const ownedPermissions: Readonly<Record<OwnedTable, Permission>> = {
  contacts: 'contacts:edit',
  accounts: 'accounts:edit',
  opportunities: 'opportunities:edit',
};

/** Of a setting, the two whose values met may decide, and whoever edits settings. @throws DomainError NOT_FOUND, FORBIDDEN */
function* checkConcerned(conflict: Conflict, ctx: MutationContext): ReadProgram<void> {
  if (conflict.leadId !== noLead) {
    yield* visibleLead(conflict.leadId, ctx);
    requirePermission(ctx, 'leads:edit');
  } else if (isOwnedTable(conflict.entity)) {
    yield* visibleOwnedRow(conflict.entity, conflict.entityId, ctx);
    requirePermission(ctx, ownedPermissions[conflict.entity]);
  } else if (!isPermitted(ctx.actor, 'settings:edit') && !isParty(conflict, ctx)) {
    throw unknown(conflict.id);
  }
}

function isParty({ keptBy, otherBy }: Conflict, { actor }: MutationContext): boolean {
  return keptBy === actor.userId || otherBy === actor.userId;
}

/** A row that is gone holds nothing: there is nothing left to decide. */
function* holdsOther({ entity, entityId, field, otherValue }: Conflict): ReadProgram<boolean> {
  const row = (yield { kind: 'get', table: entity, id: entityId })[0];
  return !row || canonicalJson(cellValue(entity, field, row[field])) === canonicalJson(JSON.parse(otherValue));
}
