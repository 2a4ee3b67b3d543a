import { any, eq, type Predicate } from '../../kernel/predicates.ts';
import { requiredText } from '../fields/text-fields.ts';
import { optionalRef } from '../fields/value-fields.ts';

/** Every field of a source that a person edits. */
export const sourceFields = {
  name: requiredText(),
  /** Of one team only, or organization-wide when NULL. */
  teamId: optionalRef,
} as const;

/** The sources among which a name must be unique: those that a team sees beside one another. */
export function sourcesBeside(teamId: string | null): Predicate {
  return teamId === null ? eq('teamId', null) : any(eq('teamId', teamId), eq('teamId', null));
}
