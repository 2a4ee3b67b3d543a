import { sql } from 'kysely';
import { z } from 'zod';
import { cellValue } from '../domain/conflict/conflict-row.ts';
import type { Row } from '../kernel/rows.ts';
import { conflictsConcerning } from '../schema/access.ts';
import { isDomainTable, tableNamed, type DomainTableName, type RowOf } from '../schema/tables.ts';
import { defineQuery, rowsOf, type QueryEnv, type QueryProgram } from './define-query.ts';
import { leadName } from './lead-fields.ts';
import { idParam, limitParam, offsetParam } from './params.ts';
import { columnsOf, countOf, hasId, type StoredRow } from './sql-parts.ts';
import { allOf, predicateExpression, type Condition } from './visible.ts';

const params = z.strictObject({
  /** Of one lead; null: of rows that belong to none. */
  leadId: idParam.nullable().optional(),
  /** In which one of the two values is this person's. */
  userId: idParam.optional(),
  offset: offsetParam,
  limit: limitParam,
});

type Params = z.output<typeof params>;

/** A value that lost to a concurrent edit, beside what stands now. */
export type OpenConflict = Omit<StoredRow<'conflicts'>, 'leadId'> & {
  /** Null: the row belongs to no lead. */
  readonly leadId: string | null;
  /** What the lead is called; of another row what is known of it; '' for nothing. */
  readonly name: string;
  /** What the field holds now, as a JSON value; undefined where the row or the field is not here. */
  readonly current: unknown;
  /** How many open conflicts of the same question share its lead. */
  readonly ofLead: number;
};

export type ConflictList = { readonly items: readonly OpenConflict[]; readonly total: number };

/** Concurrent edits that nobody has decided yet, lead by lead, the lead with the newest first. */
export const conflictList = defineQuery<Params, ConflictList>({
  name: 'conflictList',
  params,
  reads: ['conflicts', 'leads', 'accounts', 'contacts', 'opportunities', 'notes', 'appointments', 'leadProducts'],
  *run(params, env): QueryProgram<ConflictList> {
    const open = env.db.selectFrom('conflicts as c').where(allOf(conditionsOf(params, env)));
    const total = (yield* rowsOf(open.select(countOf().as('n'))))[0]!.n;
    if (total === 0) return { items: [], total };
    const page = open
      .select(columnsOf('conflicts', 'c'))
      .select(sql<number>`cast(count(*) over (partition by ${sql.ref('c.leadId')}) as double precision)`.as('ofLead'))
      .select(sql<number>`max(${sql.ref('c.keptAt')}) over (partition by ${sql.ref('c.leadId')})`.as('newestAt'))
      .orderBy('newestAt', 'desc')
      .orderBy('c.leadId')
      .orderBy('c.keptAt', 'desc')
      .orderBy('c.id')
      .limit(params.limit)
      .offset(params.offset);
    const rows = yield* rowsOf(page);
    const entities = yield* entitiesOf(rows, env);
    return { items: rows.map(({ newestAt: _, ...row }) => withPresent(row, entities)), total };
  },
});

function conditionsOf({ leadId, userId }: Params, env: QueryEnv): Condition[] {
  const conditions: Condition[] = [sql`${sql.ref('c.resolvedAt')} is null`];
  if (env.visibleLeads.kind !== 'always') {
    const concerning = conflictsConcerning(env.userId, env.visibleLeads, env.visibleOwned);
    conditions.push(predicateExpression(concerning, 'c', env.dialect));
  }
  if (leadId !== undefined) conditions.push(sql`${sql.ref('c.leadId')} = ${leadId ?? ''}`);
  if (userId) conditions.push(sql`(${sql.ref('c.keptBy')} = ${userId} or ${sql.ref('c.otherBy')} = ${userId})`);
  return conditions;
}

type Entities = ReadonlyMap<string, Row>;
type PageRow = StoredRow<'conflicts'> & { readonly ofLead: number };

const keyOf = (table: string, id: string): string => `${table}:${id}`;

/** The rows that a page of conflicts is about, and the leads they hang on. */
function* entitiesOf(rows: readonly PageRow[], env: QueryEnv): QueryProgram<Entities> {
  const wanted = new Map<DomainTableName, Set<string>>();
  const want = (table: string, id: string): void => {
    if (!isDomainTable(table) || id === '') return;
    wanted.set(table, (wanted.get(table) ?? new Set<string>()).add(id));
  };
  for (const { entity, entityId, leadId } of rows) {
    want(entity, entityId);
    want('leads', leadId);
  }
  const found = new Map<string, Row>();
  for (const [table, ids] of wanted) {
    for (const row of yield* rowsNamed(table, [...ids], env)) found.set(keyOf(table, row.id), row);
  }
  return found;
}

function* rowsNamed(table: DomainTableName, ids: readonly string[], env: QueryEnv): QueryProgram<readonly Row[]> {
  const columns = ['id', ...Object.keys(tableNamed(table).columns)].map((column) => sql.ref(`e.${column}`));
  const statement = sql<Row>`select ${sql.join(columns)} from ${sql.table(table)} as e where ${hasId(env, 'e.id', ids)}`;
  return (yield statement.compile(env.db)) as readonly Row[];
}

function withPresent(row: PageRow, entities: Entities): OpenConflict {
  const entity = entities.get(keyOf(row.entity, row.entityId));
  const lead = entities.get(keyOf('leads', row.leadId));
  const present = entity?.[row.field];
  return {
    ...row,
    leadId: row.leadId === '' ? null : row.leadId,
    name: nameOf(lead ?? entity),
    current: present === undefined ? undefined : cellValue(row.entity, row.field, present),
  };
}

function nameOf(row: Row | undefined): string {
  if (!row) return '';
  const { name, firstName = null, lastName = null, company = null, email = null } = row;
  if (typeof name === 'string') return name;
  return leadName({ firstName, lastName, company, email } as Pick<
    RowOf<'leads'>,
    'firstName' | 'lastName' | 'company' | 'email'
  >);
}
