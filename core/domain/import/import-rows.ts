import { DomainError } from '../../kernel/errors.ts';
import type { MutationContext } from '../../kernel/mutator.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { RowChange, Value } from '../../kernel/rows.ts';
import type { RowOf } from '../../schema/tables.ts';
import { get, insert, patch } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { differingCells, toCells } from '../fields/changes.ts';
import { touched } from '../lead/lead-access.ts';

/** Tables whose rows know their identity in the system they came from. */
export type ImportedTable = 'products' | 'accounts' | 'contacts' | 'opportunities' | 'leads';

/**
 * What an import may do, whoever runs it: refer to what has been retired, write the past, meet duplicates.
 * @throws DomainError FORBIDDEN
 */
export function importContext(ctx: MutationContext): MutationContext {
  if (ctx.origin !== 'import') requirePermission(ctx, 'import:run');
  return { ...ctx, origin: 'import' };
}

/**
 * The row that an earlier import made.
 * @throws DomainError ID_TAKEN when the id belongs to a row of another origin
 */
export function* importedRow<T extends ImportedTable>(
  table: T,
  id: string,
  externalId: string,
): ReadProgram<RowOf<T> | undefined> {
  const row = yield* get(table, id);
  if (row && row.externalId !== externalId) throw new DomainError('ID_TAKEN', { entity: table, id, externalId });
  return row;
}

/**
 * Writes an imported row: whole when it is new, else what differs from before; nothing when nothing does.
 * @param values what the file says
 * @param initial what a new row starts with besides
 */
export function importedChanges(
  table: 'products' | 'accounts' | 'contacts' | 'opportunities',
  row: { readonly id: string } | undefined,
  id: string,
  values: Readonly<Record<string, unknown>>,
  initial: Readonly<Record<string, unknown>>,
  ctx: MutationContext,
): RowChange[] {
  if (!row) return [insert(table, { ...toCells(initial), ...toCells(values), id })];
  const cells = differingCells(row, values);
  if (Object.keys(cells).length === 0) return [];
  const updatedAt: Record<string, Value> =
    'updatedAt' in row ? { updatedAt: touched(row as { updatedAt: number }, ctx) } : {};
  return [patch(table, id, { ...cells, ...updatedAt })];
}
