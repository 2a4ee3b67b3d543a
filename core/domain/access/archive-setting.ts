import { z } from 'zod';
import { DomainError } from '../../kernel/errors.ts';
import { defineMutator, type Mutator } from '../../kernel/mutator.ts';
import { get, patch } from '../../schema/typed-reads.ts';
import { flagValue, rowId } from '../fields/value-fields.ts';
import { requirePermission, type Permission } from './permissions.ts';

export type ArchiveArgs = { readonly id: string; readonly archived?: 0 | 1 | undefined };

/**
 * A mutator that puts a setting away, or takes it out again (`archived: 0`). What refers to it keeps it; nothing new can.
 * It refuses with NOT_FOUND, FORBIDDEN.
 */
export function archiveMutator(
  name: string,
  table: 'sources' | 'businesses' | 'disqualificationReasons' | 'teamRoles',
  permission: Permission,
): Mutator<ArchiveArgs> {
  return defineMutator({
    name,
    args: z.object({ id: rowId, archived: flagValue.optional() }),
    *decide({ id, archived = 1 }: ArchiveArgs, ctx) {
      const row = yield* get(table, id);
      if (!row) throw new DomainError('NOT_FOUND', { entity: table, id });
      requirePermission(ctx, permission);
      return row.archived === archived ? [] : [patch(table, id, { archived })];
    },
  });
}
