import { sql } from 'kysely';
import { z } from 'zod';
import { priorityKey } from '../domain/priority/priority-key.ts';
import { leadStatuses } from '../schema/leads.ts';
import { normalizeText } from '../schema/normalize.ts';
import type { QueryEnv, QueryProgram } from './define-query.ts';
import { addDays, startOfDay } from './days.ts';
import { dateParam, idParam, termParam } from './params.ts';
import { byState, inStates, keptStates } from './lead-states.ts';
import { qualifiedCondition, scoringOf } from './lead-score.ts';
import { namedIds, searchCondition, type Narrowing } from './search-condition.ts';
import { beginsWith, hasId, holds, holdsWord, inPrefixRange, visibleLead } from './sql-parts.ts';
import { allOf, type Condition } from './visible.ts';

/** An id, or null for "none": leads that nobody is assigned to, that have no source … */
const idOrNone = idParam.nullable().optional();

/** Every way to narrow down leads, the same on the board, in lists and on the REST routes. What is absent does not filter. */
export const leadFilters = z.strictObject({
  /** Words of name, company, email, phone, title or location; all of them must occur. */
  search: termParam.optional(),
  pipelineId: idParam.optional(),
  stageId: idParam.optional(),
  priority: priorityKey.optional(),
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
  /** Whether the score reaches the organization's threshold. */
  qualified: z.boolean().optional(),
  /** The whole name of the campaign. */
  utmCampaign: z.string().max(255).optional(),
});
export type LeadFilters = z.output<typeof leadFilters>;

/**
 * The leads that the caller sees and the filters let through. A program, because a search may first ask the full-text index.
 * @param alias the alias of `leads` in the statement that takes the condition
 */
export function* leadCondition(filters: LeadFilters, alias: string, env: QueryEnv): QueryProgram<Condition> {
  const { state = 'active', assigneeId, accountId, contactId } = filters;
  const states = state === 'kept' ? keptStates : [state];
  const search = yield* searchCondition('leads', filters.search ?? '', alias, env);
  const phone = yield* phoneCondition(filters.phone ?? '', alias, env);
  const isNarrow = search.named || phone.named || Boolean(assigneeId || accountId || contactId);
  return allOf([
    visibleLead(env, alias),
    isNarrow ? inStates(states, alias) : byState(states, alias),
    search.condition,
    phone.condition,
    ...plainConditions(filters, alias),
    ...textConditions(filters, alias),
    ...dayConditions(filters, alias, env),
    ...businessConditions(filters.businessId, alias),
    ...(yield* scoreConditions(filters.qualified, alias, env)),
  ]);
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
  if (firstName) {
    // searchText begins with the first name. The sort key says nothing new, but it stands in an index that leads there.
    conditions.push(sql`${column('firstName')} is not null`, beginsWith(column('searchText'), firstName));
    conditions.push(sql`${column('sortKey')} >= ''`, holdsWord(column('sortKey'), firstName));
  }
  const lastName = normalizeText(filters.lastName ?? '');
  // The sort key begins with the last name, where there is one.
  if (lastName) conditions.push(sql`${column('lastName')} is not null`, inPrefixRange(column('sortKey'), lastName));
  const email = (filters.email ?? '').trim().toLowerCase();
  if (email) conditions.push(holds(column('email'), email));
  return conditions;
}

/** Digits that follow each other in one of the numbers. Search texts hold each number's digits in one piece. */
function* phoneCondition(phone: string, alias: string, env: QueryEnv): QueryProgram<Narrowing> {
  const digits = phone.replace(/\D/g, '');
  if (digits === '') return { condition: allOf([]), named: false };
  const condition = holds(withoutPunctuation('phones', alias), digits);
  const ids = yield* namedIds('leads', [digits]);
  return ids
    ? { condition: allOf([hasId(env, `${alias}.id`, ids), condition]), named: true }
    : { condition, named: false };
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

function* scoreConditions(qualified: boolean | undefined, alias: string, env: QueryEnv): QueryProgram<Condition[]> {
  if (qualified === undefined) return [];
  const condition = qualifiedCondition(yield* scoringOf(env), alias, env);
  return [qualified ? condition : sql`not (${condition})`];
}

function businessConditions(businessId: string | null | undefined, alias: string): Condition[] {
  if (businessId === undefined) return [];
  const leadId = sql.ref(`${alias}.id`);
  const member = sql`select ${sql.ref('lb.leadId')} from ${sql.table('leadBusinesses')} as lb where`;
  return businessId === null
    ? [sql`not exists (${member} ${sql.ref('lb.leadId')} = ${leadId})`]
    : [sql`${leadId} in (${member} ${sql.ref('lb.businessId')} = ${businessId})`];
}
