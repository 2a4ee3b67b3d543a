import { sql } from 'kysely';
import { z } from 'zod';
import { leadStatuses, priorities } from '../schema/leads.ts';
import { normalizeText } from '../schema/normalize.ts';
import type { QueryEnv, QueryProgram } from './define-query.ts';
import { addDays, startOfDay } from './days.ts';
import { dateParam, idParam, termParam } from './params.ts';
import { searchCondition } from './search-condition.ts';
import { beginsWith, holds, visibleLead } from './sql-parts.ts';
import { allOf, type Condition } from './visible.ts';

/** An id, or null for "none": leads that nobody is assigned to, that have no source … */
const idOrNone = idParam.nullable().optional();

/** Every way to narrow down leads, the same on the board, in lists and on the REST routes. What is absent does not filter. */
export const leadFilters = z.strictObject({
  /** Words of name, company, email, phone, title or location; all of them must occur. */
  search: termParam.optional(),
  pipelineId: idParam.optional(),
  stageId: idParam.optional(),
  priority: z.enum(priorities).optional(),
  sourceId: idOrNone,
  assigneeId: idOrNone,
  teamId: idOrNone,
  accountId: idParam.optional(),
  contactId: idParam.optional(),
  /** null: leads in no business. */
  businessId: idOrNone,
  status: z.enum(leadStatuses).optional(),
  /** Default active. `kept`: active or archived, which is what figures count. */
  state: z.enum(['active', 'archived', 'trashed', 'kept']).optional(),
  /** First and last day on which it was created, both included, in the organization's time zone. */
  createdFrom: dateParam.optional(),
  createdTo: dateParam.optional(),
  /** Beginnings, whatever the case and accents. */
  firstName: termParam.optional(),
  lastName: termParam.optional(),
  /** Part of the address. */
  email: termParam.optional(),
  /** Digits that follow each other in one of the numbers; punctuation is ignored. */
  phone: termParam.optional(),
  /** The whole name of the campaign. */
  utmCampaign: z.string().max(255).optional(),
});
export type LeadFilters = z.output<typeof leadFilters>;

/**
 * The leads that the caller sees and the filters let through. A program, because a search may first ask the full-text index.
 * @param alias the alias of `leads` in the statement that takes the condition
 */
export function* leadCondition(filters: LeadFilters, alias: string, env: QueryEnv): QueryProgram<Condition> {
  const conditions = [visibleLead(env, alias), stateCondition(filters.state ?? 'active', alias)];
  conditions.push(
    ...plainConditions(filters, alias),
    ...textConditions(filters, alias),
    ...dayConditions(filters, alias, env),
  );
  if (filters.businessId !== undefined) conditions.push(businessCondition(filters.businessId, alias));
  if (filters.search !== undefined) conditions.push(yield* searchCondition('leads', filters.search, alias, env));
  return allOf(conditions);
}

/** Leads that figures count: those in the trash exist for nobody but the trash view. */
export const keptLeads = (alias: string): Condition => stateCondition('kept', alias);

function stateCondition(state: NonNullable<LeadFilters['state']>, alias: string): Condition {
  const column = sql.ref(`${alias}.state`);
  return state === 'kept' ? sql`${column} in ('active', 'archived')` : sql`${column} = ${state}`;
}

const comparedColumns = [
  'pipelineId',
  'stageId',
  'priority',
  'sourceId',
  'assigneeId',
  'teamId',
  'accountId',
  'contactId',
  'status',
  'utmCampaign',
] as const;

function plainConditions(filters: LeadFilters, alias: string): Condition[] {
  return comparedColumns.flatMap((name): Condition[] => {
    const value = filters[name];
    if (value === undefined) return [];
    const column = sql.ref(`${alias}.${name}`);
    return [value === null ? sql`${column} is null` : sql`${column} = ${value}`];
  });
}

function textConditions(filters: LeadFilters, alias: string): Condition[] {
  const column = (name: string) => sql.ref(`${alias}.${name}`);
  const conditions: Condition[] = [];
  const firstName = normalizeText(filters.firstName ?? '');
  // searchText begins with the first name and sortKey with the last one, where there is one.
  if (firstName) conditions.push(sql`${column('firstName')} is not null`, beginsWith(column('searchText'), firstName));
  const lastName = normalizeText(filters.lastName ?? '');
  if (lastName) conditions.push(sql`${column('lastName')} is not null`, beginsWith(column('sortKey'), lastName));
  const email = (filters.email ?? '').trim().toLowerCase();
  if (email) conditions.push(holds(column('email'), email));
  const digits = (filters.phone ?? '').replace(/\D/g, '');
  if (digits) conditions.push(holds(withoutPunctuation('phones', alias), digits));
  return conditions;
}

/** All that a number may hold beside digits and a leading plus (core/domain/fields/text-fields.ts). */
const punctuation = [' ', '-', '(', ')', '.', '/'];

/** A cell of phone numbers in which the digits of each number follow each other. */
function withoutPunctuation(column: string, alias: string) {
  return punctuation.reduce((text, mark) => sql`replace(${text}, ${mark}, '')`, sql`${sql.ref(`${alias}.${column}`)}`);
}

function dayConditions(filters: LeadFilters, alias: string, env: QueryEnv): Condition[] {
  const createdAt = sql.ref(`${alias}.createdAt`);
  const conditions: Condition[] = [];
  if (filters.createdFrom) conditions.push(sql`${createdAt} >= ${startOfDay(filters.createdFrom, env.timeZone)}`);
  if (filters.createdTo)
    conditions.push(sql`${createdAt} < ${startOfDay(addDays(filters.createdTo, 1), env.timeZone)}`);
  return conditions;
}

function businessCondition(businessId: string | null, alias: string): Condition {
  const own = sql`select 1 from ${sql.table('leadBusinesses')} as lb where ${sql.ref('lb.leadId')} = ${sql.ref(`${alias}.id`)}`;
  return businessId === null
    ? sql`not exists (${own})`
    : sql`exists (${own} and ${sql.ref('lb.businessId')} = ${businessId})`;
}
