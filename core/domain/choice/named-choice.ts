import type { MutationContext } from '../../kernel/mutator.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import { normalizeText } from '../../schema/normalize.ts';
import { always } from '../../kernel/predicates.ts';
import type { RowOf } from '../../schema/tables.ts';
import { range } from '../../schema/typed-reads.ts';
import { invalid } from '../fields/field-errors.ts';
import { mayUseRetired } from '../lead/lead-references.ts';

export type ChoiceTable = 'disqualificationReasons' | 'teamRoles';
export type ChoiceRow = RowOf<ChoiceTable>;

/** `No budget!` and `no_budget` are one. */
const keyOf = (text: string): string => normalizeText(text).replaceAll(/[^\p{L}\p{N}]+/gu, '_');

/**
 * The choice that a text means: by its id, or its name as people or programs write it. Where an organization offers none, any text will
 * do; so will one that was chosen offline and has been retired since.
 * @returns undefined for a text that stands for itself
 * @throws DomainError VALIDATION_FAILED with the choices there are
 */
export function* namedChoice(
  table: ChoiceTable,
  text: string,
  field: string,
  ctx: MutationContext,
): ReadProgram<ChoiceRow | undefined> {
  const rows = yield* range(table, { where: always });
  const offered = rows.filter((row) => row.archived === 0);
  const key = keyOf(text);
  const isMeant = (row: ChoiceRow): boolean => row.id === text || (key !== '_' && keyOf(row.name) === key);
  const meant = offered.find(isMeant) ?? (mayUseRetired(ctx) ? rows.find(isMeant) : undefined);
  if (meant || offered.length === 0 || mayUseRetired(ctx)) return meant;
  const choices = offered.toSorted((a, b) => a.position - b.position).map(({ id, name }) => ({ id, name }));
  throw invalid(field, 'unknown', 'is none of the choices', { choices });
}
