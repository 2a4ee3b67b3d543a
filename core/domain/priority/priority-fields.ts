import { DomainError } from '../../kernel/errors.ts';
import type { MutationContext } from '../../kernel/mutator.ts';
import { always } from '../../kernel/predicates.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { RowChange } from '../../kernel/rows.ts';
import { normalizeText } from '../../schema/normalize.ts';
import { insert, patch, range } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { requiredText } from '../fields/text-fields.ts';
import { integer } from '../fields/value-fields.ts';
import { colorName } from '../pipeline/colors.ts';
import { prioritiesOf, type Priority } from './priorities.ts';

/** Every field of a priority that a person edits. */
export const priorityFields = { name: requiredText(), color: colorName, rank: integer(0, 1_000_000) } as const;

/** @throws DomainError NAME_TAKEN with the other priority's id */
export function requireFreePriorityName(all: readonly Priority[], id: string, name: string, field: string): void {
  const other = all.find((one) => one.id !== id && normalizeText(one.name) === normalizeText(name));
  if (!other) return;
  throw new DomainError('NAME_TAKEN', { name, id: other.id }, [{ field, code: 'taken', message: 'is already in use' }]);
}

/** All priorities, and the one that an administrator is about to change. */
export type ChosenPriority = {
  readonly all: readonly Priority[];
  readonly priority: Priority;
  /** Whether it has a row: one of the four gets its row with the first change. */
  readonly hasRow: boolean;
};

/** @throws DomainError NOT_FOUND, FORBIDDEN */
export function* priorityToChange(id: string, ctx: MutationContext): ReadProgram<ChosenPriority> {
  const rows = yield* range('leadPriorities', { where: always });
  const all = prioritiesOf(rows);
  const priority = all.find((one) => one.id === id);
  if (!priority) throw new DomainError('NOT_FOUND', { entity: 'leadPriorities', id });
  requirePermission(ctx, 'settings:edit');
  return { all, priority, hasRow: rows.some((row) => row.id === id) };
}

/** The change that gives a priority new cells. */
export function priorityRow(
  { priority, hasRow }: ChosenPriority,
  cells: Partial<Priority>,
  ctx: MutationContext,
): RowChange {
  if (hasRow) return patch('leadPriorities', priority.id, cells);
  const { id, key, name, color, rank, archived } = { ...priority, ...cells };
  return insert('leadPriorities', { id, key, name, color, rank, archived, createdAt: ctx.now });
}
