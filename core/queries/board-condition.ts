import { sql } from 'kysely';
import { z } from 'zod';
import { opportunityStatuses } from '../schema/companies.ts';
import { leadStatuses } from '../schema/leads.ts';
import type { RowOf } from '../schema/tables.ts';
import { rowsOf, type QueryEnv, type QueryProgram } from './define-query.ts';
import { leadCondition, leadFilters } from './lead-filters.ts';
import { opportunityCondition } from './opportunity-filters.ts';
import { allOf, type Condition } from './visible.ts';

/** What the cards of a board are. */
export type Module = RowOf<'pipelines'>['module'];

/**
 * A board serves leads and opportunities. On a board of opportunities `assigneeId` is the owner, and filters that they
 * have no column for (priority, source, business, campaign, names, phones) do not filter.
 */
export const boardFilters = leadFilters
  .omit({ pipelineId: true, stageId: true, status: true })
  .extend({ status: z.enum([...leadStatuses, ...opportunityStatuses]).optional() });
type Filters = z.output<typeof boardFilters>;

/** What a pipeline is for; null when there is no such pipeline. */
export function* moduleOf(pipelineId: string, env: QueryEnv): QueryProgram<Module | null> {
  const rows = yield* rowsOf(env.db.selectFrom('pipelines as p').select('p.module').where('p.id', '=', pipelineId));
  return rows[0]?.module ?? null;
}

/**
 * The cards of a board that the caller sees and the filters let through.
 * @param pipelineId of leads or opportunities, under the alias `t`
 */
export function* boardCondition(
  module: Module,
  pipelineId: string,
  filters: Filters,
  env: QueryEnv,
): QueryProgram<Condition> {
  const { status, ...rest } = filters;
  const conditions: Condition[] = [sql`${sql.ref('t.pipelineId')} = ${pipelineId}`];
  if (status !== undefined) conditions.push(sql`${sql.ref('t.status')} = ${status}`);
  const filtered =
    module === 'leads' ? leadCondition(rest, 't', env) : opportunityCondition(asOpportunityFilters(rest), 't', env);
  conditions.push(yield* filtered);
  return allOf(conditions);
}

function asOpportunityFilters({ search, assigneeId, teamId, accountId, contactId, createdFrom, createdTo }: Filters) {
  return { search, ownerId: assigneeId, teamId, accountId, contactId, createdFrom, createdTo };
}
