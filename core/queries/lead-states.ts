import { sql } from 'kysely';
import type { RowOf } from '../schema/tables.ts';
import type { Condition } from './visible.ts';

export type LeadState = RowOf<'leads'>['state'];

/** Leads in the trash exist for nobody but the trash view: no figure counts them. */
export const keptStates = ['active', 'archived'] as const satisfies LeadState[];

/** Leads in one of these states, where an index that begins with the state leads to them. */
export function byState(states: readonly LeadState[], alias: string): Condition {
  const column = sql.ref(`${alias}.state`);
  return states.length === 1 ? sql`${column} = ${states[0]}` : sql`${column} in (${sql.join(states)})`;
}

/**
 * The same where something else leads to them. Nearly all leads are active, but a planner without statistics takes an index
 * on the state for a good one; it cannot where the column stands in an expression.
 */
export const inStates = (states: readonly LeadState[], alias: string): Condition =>
  sql`coalesce(${sql.ref(`${alias}.state`)}, '') in (${sql.join(states)})`;

/** Leads outside the trash, found by something else. */
export const keptLeads = (alias: string): Condition => inStates(keptStates, alias);
