import { z } from 'zod';
import type { RowOf } from '../schema/tables.ts';
import { defineQuery, rowsOf, type QueryEnv, type QueryProgram } from './define-query.ts';
import { leadName, textsIn } from './lead-fields.ts';
import { scoreReads, scoresOf, type LeadScore } from './lead-score.ts';
import { nextAppointments } from './next-appointments.ts';
import { idParam } from './params.ts';
import { columnsOf, countOf, visibleLead, visibleOwnedRow, type StoredRow } from './sql-parts.ts';

const params = z.strictObject({ id: idParam });

export type LeadProductLine = StoredRow<'leadProducts'> & { readonly productName: string | null };
export type LeadMember = StoredRow<'leadMembers'> & { readonly name: string | null };

export type LeadCounts = {
  readonly notes: number;
  readonly activities: number;
  readonly appointments: number;
  /** Not decided yet. */
  readonly conflicts: number;
};

/** A lead with everything around it but its timeline. */
export type LeadDetail = LeadScore & {
  readonly lead: StoredRow<'leads'>;
  /** What it is called: person, else company, else address. */
  readonly name: string;
  readonly phones: readonly string[];
  /** Its `probability` is the lead's conversion percentage. */
  readonly stage: RowOf<'stages'> | null;
  readonly pipeline: RowOf<'pipelines'> | null;
  readonly source: RowOf<'sources'> | null;
  readonly assignee: RowOf<'users'> | null;
  readonly team: RowOf<'teams'> | null;
  readonly businesses: readonly RowOf<'businesses'>[];
  readonly members: readonly LeadMember[];
  readonly products: readonly LeadProductLine[];
  readonly contact: StoredRow<'contacts'> | null;
  readonly account: StoredRow<'accounts'> | null;
  /** What the lead was converted to. */
  readonly opportunities: readonly StoredRow<'opportunities'>[];
  readonly counts: LeadCounts;
  readonly nextAppointment: StoredRow<'appointments'> | null;
};

/** One lead, in any state; null when there is none or the caller does not see it. */
export const leadDetail = defineQuery<z.output<typeof params>, LeadDetail | null>({
  name: 'leadDetail',
  params,
  reads: [
    ...scoreReads,
    'stages',
    'pipelines',
    'sources',
    'users',
    'teams',
    'businesses',
    'leadBusinesses',
    'leadMembers',
    'leadProducts',
    'products',
    'contacts',
    'accounts',
    'opportunities',
    'notes',
    'appointments',
    'conflicts',
  ],
  *run({ id }, env): QueryProgram<LeadDetail | null> {
    const found = env.db.selectFrom('leads as l').select(columnsOf('leads', 'l')).where('l.id', '=', id);
    const lead = (yield* rowsOf(found.where(visibleLead(env, 'l'))))[0];
    if (!lead) return null;
    return {
      lead,
      name: leadName(lead),
      phones: textsIn(lead.phones),
      ...(yield* scoresOf([id], env)).get(id)!,
      ...(yield* around(lead, env)),
      businesses: yield* businessesOf(id, env),
      members: yield* membersOf(id, env),
      products: yield* productsOf(id, env),
      ...(yield* companyOf(lead, env)),
      counts: yield* countsOf(id, env),
      nextAppointment: (yield* nextAppointments([id], env)).get(id) ?? null,
    };
  },
});

type Around = Pick<LeadDetail, 'stage' | 'pipeline' | 'source' | 'assignee' | 'team'>;

function* around(lead: StoredRow<'leads'>, env: QueryEnv): QueryProgram<Around> {
  return {
    stage: yield* settingById(env, 'stages', lead.stageId),
    pipeline: yield* settingById(env, 'pipelines', lead.pipelineId),
    source: yield* settingById(env, 'sources', lead.sourceId),
    assignee: yield* settingById(env, 'users', lead.assigneeId),
    team: yield* settingById(env, 'teams', lead.teamId),
  };
}

/** A row of a table that everyone in the organization sees. */
function* settingById<T extends 'stages' | 'pipelines' | 'sources' | 'users' | 'teams'>(
  env: QueryEnv,
  table: T,
  id: string | null,
): QueryProgram<RowOf<T> | null> {
  if (id === null) return null;
  // The builder's types do not follow a table name that is itself a type parameter.
  const from = env.db.selectFrom(`${table as 'users'} as t`).select(columnsOf(table as 'users', 't'));
  return ((yield* rowsOf(from.where('t.id', '=', id)))[0] ?? null) as RowOf<T> | null;
}

function* businessesOf(leadId: string, env: QueryEnv): QueryProgram<readonly RowOf<'businesses'>[]> {
  return yield* rowsOf(
    env.db
      .selectFrom('leadBusinesses as lb')
      .innerJoin('businesses as b', 'b.id', 'lb.businessId')
      .select(columnsOf('businesses', 'b'))
      .where('lb.leadId', '=', leadId)
      .orderBy('lb.createdAt')
      .orderBy('lb.id'),
  );
}

function* membersOf(leadId: string, env: QueryEnv): QueryProgram<readonly LeadMember[]> {
  return yield* rowsOf(
    env.db
      .selectFrom('leadMembers as m')
      .leftJoin('users as u', 'u.id', 'm.userId')
      .select(columnsOf('leadMembers', 'm'))
      .select('u.name as name')
      .where('m.leadId', '=', leadId)
      .orderBy('m.createdAt')
      .orderBy('m.id'),
  );
}

function* productsOf(leadId: string, env: QueryEnv): QueryProgram<readonly LeadProductLine[]> {
  return yield* rowsOf(
    env.db
      .selectFrom('leadProducts as lp')
      .leftJoin('products as p', 'p.id', 'lp.productId')
      .select(columnsOf('leadProducts', 'lp'))
      .select('p.name as productName')
      .where('lp.leadId', '=', leadId)
      .orderBy('lp.createdAt')
      .orderBy('lp.id'),
  );
}

type Company = Pick<LeadDetail, 'contact' | 'account' | 'opportunities'>;

/** Contact and account are visible through the lead itself. */
function* companyOf(lead: StoredRow<'leads'>, env: QueryEnv): QueryProgram<Company> {
  const contacts = env.db.selectFrom('contacts as c').select(columnsOf('contacts', 'c'));
  const accounts = env.db.selectFrom('accounts as a').select(columnsOf('accounts', 'a'));
  const opportunities = env.db
    .selectFrom('opportunities as o')
    .select(columnsOf('opportunities', 'o'))
    .where('o.leadId', '=', lead.id)
    .where(visibleOwnedRow(env, 'opportunities', 'o'))
    .orderBy('o.createdAt')
    .orderBy('o.id');
  return {
    contact: (yield* rowsOf(contacts.where('c.id', '=', lead.contactId ?? '')))[0] ?? null,
    account: (yield* rowsOf(accounts.where('a.id', '=', lead.accountId ?? '')))[0] ?? null,
    opportunities: yield* rowsOf(opportunities),
  };
}

function* countsOf(leadId: string, env: QueryEnv): QueryProgram<LeadCounts> {
  return {
    notes: yield* countIn('notes', leadId, env),
    activities: yield* countIn('activities', leadId, env),
    appointments: yield* countIn('appointments', leadId, env),
    conflicts: yield* openConflicts(leadId, env),
  };
}

function* countIn(table: 'notes' | 'activities' | 'appointments', leadId: string, env: QueryEnv): QueryProgram<number> {
  const counted = env.db
    .selectFrom(`${table as 'notes'} as t`)
    .select(countOf().as('n'))
    .where('t.leadId', '=', leadId);
  return (yield* rowsOf(counted))[0]!.n;
}

function* openConflicts(leadId: string, env: QueryEnv): QueryProgram<number> {
  const open = env.db.selectFrom('conflicts as t').where('t.leadId', '=', leadId).where('t.resolvedAt', 'is', null);
  return (yield* rowsOf(open.select(countOf().as('n'))))[0]!.n;
}
