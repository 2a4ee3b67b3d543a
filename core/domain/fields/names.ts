import { DomainError } from '../../kernel/errors.ts';
import { always, type Predicate } from '../../kernel/predicates.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import { normalizeText } from '../../schema/normalize.ts';
import { range } from '../../schema/typed-reads.ts';

type Named =
  | 'pipelines'
  | 'stages'
  | 'sources'
  | 'businesses'
  | 'products'
  | 'teams'
  | 'disqualificationReasons'
  | 'teamRoles'
  | 'scoringRules';

/**
 * Names of settings are told apart without regard to case and accents.
 * @param id the row that is to have the name
 * @param among the rows it must differ from
 * @throws DomainError NAME_TAKEN with the other row's id
 */
export function* requireFreeName(
  table: Named,
  id: string,
  name: string,
  field: string,
  among: Predicate = always,
): ReadProgram<void> {
  const wanted = normalizeText(name);
  const rows: readonly { readonly id: string; readonly name: string }[] = yield* range(table, { where: among });
  const other = rows.find((row) => row.id !== id && normalizeText(row.name) === wanted);
  if (!other) return;
  throw new DomainError('NAME_TAKEN', { name, id: other.id }, [{ field, code: 'taken', message: 'is already in use' }]);
}
