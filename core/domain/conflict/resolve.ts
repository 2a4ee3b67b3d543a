import { z } from 'zod';
import { DomainError } from '../../kernel/errors.ts';
import { defineMutator } from '../../kernel/mutator.ts';
import { get, patch } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { rowIds } from '../fields/value-fields.ts';
import { visibleLead } from '../lead/lead-access.ts';

/**
 * Notes that a person has decided about concurrent edits: the values as they stand are meant. Whoever wants the other value
 * edits the field first. Conflicts that someone else has decided stay as they are.
 * Refuses with NOT_FOUND, FORBIDDEN; then nothing changes.
 */
export const conflictResolve = defineMutator({
  name: 'conflict.resolve',
  args: z.object({ ids: rowIds }),
  *decide({ ids }, ctx) {
    const changes = [];
    for (const id of ids) {
      const conflict = yield* get('conflicts', id);
      if (!conflict) throw new DomainError('NOT_FOUND', { entity: 'conflicts', id });
      yield* visibleLead(conflict.leadId, ctx);
      if (conflict.resolvedAt !== null) continue;
      changes.push(patch('conflicts', id, { resolvedAt: ctx.now, resolvedBy: ctx.actor.userId }));
    }
    requirePermission(ctx, 'leads:edit');
    return changes;
  },
});
