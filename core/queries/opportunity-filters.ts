import { sql } from 'kysely';
import { z } from 'zod';
import { opportunityStatuses } from '../schema/companies.ts';
import type { QueryEnv, QueryProgram } from './define-query.ts';
import { addDays, startOfDay } from './days.ts';
import { dateParam, idParam, termParam } from './params.ts';
import { searchCondition } from './search-condition.ts';
import { visibleOwnedRow } from './sql-parts.ts';
import { allOf, type Condition } from './visible.ts';

/** Every way to narrow down opportunities. null means "none": nobody owns it, it has no account. */
export const opportunityFilters = z.strictObject({
  search: termParam.optional(),
  pipelineId: idParam.optional(),
  stageId: idParam.optional(),
  status: z.enum(opportunityStatuses).optional(),
  ownerId: idParam.nullable().optional(),
  teamId: idParam.nullable().optional(),
  accountId: idParam.nullable().optional(),
  contactId: idParam.nullable().optional(),
  productId: idParam.nullable().optional(),
  leadId: idParam.optional(),
  /** First and last day, both included, in the organization's time zone. */
  createdFrom: dateParam.optional(),
  createdTo: dateParam.optional(),
  closedFrom: dateParam.optional(),
  closedTo: dateParam.optional(),
});
export type OpportunityFilters = z.output<typeof opportunityFilters>;

const comparedColumns = [
  'pipelineId',
  'stageId',
  'status',
  'ownerId',
  'teamId',
  'accountId',
  'contactId',
  'productId',
  'leadId',
] as const;

/**
 * The opportunities that the caller sees and the filters let through.
 * @param alias the alias of `opportunities` in the statement that takes the condition
 */
export function* opportunityCondition(
  filters: OpportunityFilters,
  alias: string,
  env: QueryEnv,
): QueryProgram<Condition> {
  const conditions = [visibleOwnedRow(env, 'opportunities', alias)];
  for (const name of comparedColumns) {
    const value = filters[name];
    const column = sql.ref(`${alias}.${name}`);
    if (value !== undefined) conditions.push(value === null ? sql`${column} is null` : sql`${column} = ${value}`);
  }
  conditions.push(...daysOf('createdAt', filters.createdFrom, filters.createdTo, alias, env));
  conditions.push(...daysOf('closedAt', filters.closedFrom, filters.closedTo, alias, env));
  const { condition } = yield* searchCondition('opportunities', filters.search ?? '', alias, env);
  return allOf([...conditions, condition]);
}

function daysOf(
  column: 'createdAt' | 'closedAt',
  from: string | undefined,
  to: string | undefined,
  alias: string,
  env: QueryEnv,
): Condition[] {
  const time = sql.ref(`${alias}.${column}`);
  const conditions: Condition[] = [];
  if (from !== undefined) conditions.push(sql`${time} >= ${startOfDay(from, env.timeZone)}`);
  if (to !== undefined) conditions.push(sql`${time} < ${startOfDay(addDays(to, 1), env.timeZone)}`);
  return conditions;
}
