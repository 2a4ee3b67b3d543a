import { sql } from 'kysely';
import { z } from 'zod';
import type { RowOf } from '../schema/tables.ts';
import { boardCondition, boardFilters, moduleOf, type Module } from './board-condition.ts';
import { defineQuery, rowsOf, type QueryEnv, type QueryProgram } from './define-query.ts';
import { leadName } from './lead-fields.ts';
import { businessIdsOf } from './lead-list.ts';
import { scoreReads } from './lead-score.ts';
import { nextAppointments } from './next-appointments.ts';
import { organizationCurrency } from './organization.ts';
import { idParam, limitParam, offsetParam } from './params.ts';
import { countIf, countOf, sumOf } from './sql-parts.ts';
import { allOf, type Condition } from './visible.ts';

export type BoardFilters = z.output<typeof boardFilters>;

const boardParams = z.strictObject({ pipelineId: idParam, filters: boardFilters });
const cardParams = boardParams.extend({ stageId: idParam, offset: offsetParam, limit: limitParam });

export type BoardColumn = {
  readonly stageId: string;
  readonly count: number;
  /** Sum of the values in the organization's currency, minor units. */
  readonly valueMinor: number;
  /** Rows with a value in another currency, which the sum leaves out. */
  readonly otherCurrency: number;
};

/** Columns in the order of the stages, empty ones too. */
export type Board = {
  /** What the cards are; null when there is no such pipeline. */
  readonly module: Module | null;
  /** ISO 4217, of `valueMinor`. */
  readonly currency: string;
  readonly columns: readonly BoardColumn[];
};

export type BoardCard = {
  readonly module: Module;
  readonly id: string;
  readonly title: string;
  /** The lead's company or the opportunity's account, unless that is the title. */
  readonly subtitle: string | null;
  readonly stageId: string;
  readonly stageSince: number;
  readonly status: RowOf<'leads'>['status'] | RowOf<'opportunities'>['status'];
  /** Key of a priority; null on an opportunity. */
  readonly priority: string | null;
  readonly valueMinor: number | null;
  readonly currency: string;
  /** The lead's assignee or the opportunity's owner. */
  readonly assigneeId: string | null;
  readonly teamId: string | null;
  readonly sourceId: string | null;
  readonly businessIds: readonly string[];
  /** Start of the lead's next appointment that stands, epoch milliseconds. */
  readonly nextAppointmentAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
};

export type BoardCards = { readonly cards: readonly BoardCard[] };

/** Counts and sums of whole columns. */
export const board = defineQuery<z.output<typeof boardParams>, Board>({
  name: 'board',
  params: boardParams,
  reads: ['opportunities', 'stages', 'pipelines', 'leadBusinesses', ...scoreReads],
  *run({ pipelineId, filters }, env): QueryProgram<Board> {
    const module = yield* moduleOf(pipelineId, env);
    const currency = yield* organizationCurrency(env);
    if (!module) return { module, currency, columns: [] };
    const totals = yield* columnTotals(module, pipelineId, filters, currency, env);
    const byStage = new Map(totals.map((column) => [column.stageId, column]));
    const stages = yield* rowsOf(
      env.db
        .selectFrom('stages as s')
        .select('s.id')
        .where('s.pipelineId', '=', pipelineId)
        .orderBy('s.position')
        .orderBy('s.id'),
    );
    const empty = { count: 0, valueMinor: 0, otherCurrency: 0 };
    return { module, currency, columns: stages.map(({ id }) => byStage.get(id) ?? { stageId: id, ...empty }) };
  },
});

/** One page of a column, what changed last on top. */
export const boardCards = defineQuery<z.output<typeof cardParams>, BoardCards>({
  name: 'boardCards',
  params: cardParams,
  reads: ['opportunities', 'pipelines', 'accounts', 'leadBusinesses', 'appointments', ...scoreReads],
  *run({ pipelineId, stageId, filters, offset, limit }, env): QueryProgram<BoardCards> {
    const module = yield* moduleOf(pipelineId, env);
    if (!module) return { cards: [] };
    const page = { offset, limit };
    const where = yield* boardCondition(module, pipelineId, filters, env);
    const inColumn = allOf([sql`${sql.ref('t.stageId')} = ${stageId}`, where]);
    return {
      cards: module === 'leads' ? yield* leadCards(inColumn, page, env) : yield* opportunityCards(inColumn, page, env),
    };
  },
});

type Page = { readonly offset: number; readonly limit: number };

function* columnTotals(
  module: Module,
  pipelineId: string,
  filters: BoardFilters,
  currency: string,
  env: QueryEnv,
): QueryProgram<readonly BoardColumn[]> {
  const where = yield* boardCondition(module, pipelineId, filters, env);
  const value = sql.ref('t.valueMinor');
  const own: Condition = sql`${sql.ref('t.currency')} = ${currency}`;
  return yield* rowsOf(
    env.db
      // Both tables have the columns that are named here.
      .selectFrom(`${module as 'leads'} as t`)
      .select([
        't.stageId',
        countOf().as('count'),
        sumOf(sql`case when ${own} then ${value} end`).as('valueMinor'),
        countIf(allOf([sql`${value} is not null`, sql`not ${own}`])).as('otherCurrency'),
      ])
      .where(where)
      .groupBy('t.stageId'),
  );
}

function* leadCards(where: Condition, { offset, limit }: Page, env: QueryEnv): QueryProgram<readonly BoardCard[]> {
  const rows = yield* rowsOf(
    env.db
      .selectFrom('leads as t')
      .select(['t.id', 't.firstName', 't.lastName', 't.company', 't.email', 't.stageId', 't.stageSince', 't.status'])
      .select(['t.priority', 't.valueMinor', 't.currency', 't.assigneeId', 't.teamId', 't.sourceId'])
      .select(['t.createdAt', 't.updatedAt'])
      .where(where)
      .orderBy('t.updatedAt', 'desc')
      .orderBy('t.id', 'desc')
      .limit(limit)
      .offset(offset),
  );
  const ids = rows.map((row) => row.id);
  const businesses = yield* businessIdsOf(ids, env);
  const appointments = yield* nextAppointments(ids, env);
  return rows.map(({ firstName, lastName, company, email, ...row }) => {
    const title = leadName({ firstName, lastName, company, email });
    return {
      ...row,
      module: 'leads',
      title,
      subtitle: company === title ? null : company,
      businessIds: businesses.get(row.id) ?? [],
      nextAppointmentAt: appointments.get(row.id)?.startAt ?? null,
    };
  });
}

function* opportunityCards(
  where: Condition,
  { offset, limit }: Page,
  env: QueryEnv,
): QueryProgram<readonly BoardCard[]> {
  const rows = yield* rowsOf(
    env.db
      .selectFrom('opportunities as t')
      .leftJoin('accounts as a', 'a.id', 't.accountId')
      .select(['t.id', 't.name as title', 'a.name as subtitle', 't.stageId', 't.stageSince', 't.status'])
      .select(['t.valueMinor', 't.currency', 't.ownerId as assigneeId', 't.teamId', 't.createdAt', 't.updatedAt'])
      .where(where)
      .orderBy('t.updatedAt', 'desc')
      .orderBy('t.id', 'desc')
      .limit(limit)
      .offset(offset),
  );
  const none = { priority: null, sourceId: null, businessIds: [], nextAppointmentAt: null } as const;
  return rows.map((row) => ({ ...row, ...none, module: 'opportunities' }));
}
