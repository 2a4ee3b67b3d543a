import { z } from 'zod';
import { isFilled } from '../domain/fields/changes.ts';
import { opportunityFrom } from '../domain/lead/convert.ts';
import { sortKeyOf } from '../schema/normalize.ts';
import type { RowOf } from '../schema/tables.ts';
import { defineQuery, rowsOf, type QueryEnv, type QueryProgram } from './define-query.ts';
import { leadName } from './lead-fields.ts';
import { idParam } from './params.ts';
import { columnsOf, visibleLead, visibleOwnedRow, type StoredRow } from './sql-parts.ts';

const params = z.strictObject({
  id: idParam,
  /** Where the opportunity is to begin: by default the first stage of the default pipeline. */
  pipelineId: idParam.optional(),
  stageId: idParam.optional(),
});
type Params = z.output<typeof params>;

type Named = { readonly id: string; readonly name: string };

/** What a conversion would find. */
export type ConversionCheck = {
  readonly canConvert: boolean;
  /** Why not: what it is already, or that fields are missing. */
  readonly reason: 'converted' | 'disqualified' | 'trashed' | 'fields' | null;
  /** The lead's own, else one of the same address. */
  readonly existingContact: Named | null;
  /** The lead's own, else one of the same name as its company. */
  readonly existingAccount: Named | null;
  /** Fields that the opportunity's first stage asks for and the lead does not fill. */
  readonly requiredFields: readonly string[];
};

/** What an opportunity gets in any case: its maker sees to it, or can make it in the same step. */
const alwaysThere: ReadonlySet<string> = new Set(['ownerId', 'contactId', 'leadId']);

function fills(lead: StoredRow<'leads'>, field: string): boolean {
  if (alwaysThere.has(field)) return true;
  if (field === 'teamId') return lead.teamId !== null;
  if (field === 'accountId') return lead.accountId !== null || lead.company !== null;
  const own: Readonly<Record<string, string | number | null>> = opportunityFrom(lead);
  return isFilled(own[field]);
}

/** Looks before a lead is converted; null when there is none or the caller does not see it. */
export const conversionCheck = defineQuery<Params, ConversionCheck | null>({
  name: 'conversionCheck',
  params,
  reads: ['leads', 'contacts', 'accounts', 'pipelines', 'stages'],
  *run({ id, ...place }, env): QueryProgram<ConversionCheck | null> {
    const found = env.db.selectFrom('leads as l').select(columnsOf('leads', 'l')).where('l.id', '=', id);
    const lead = (yield* rowsOf(found.where(visibleLead(env, 'l'))))[0];
    if (!lead) return null;
    const stage = yield* stageToEnter(place, env);
    const required = stage ? (JSON.parse(stage.requiredFields) as string[]) : [];
    const requiredFields = required.filter((name) => !fills(lead, name));
    const reason = reasonOf(lead) ?? (requiredFields.length > 0 ? 'fields' : null);
    return {
      canConvert: reason === null,
      reason,
      existingContact: yield* contactOf(lead, env),
      existingAccount: yield* accountOf(lead, env),
      requiredFields,
    };
  },
});

function reasonOf({ state, status }: StoredRow<'leads'>): ConversionCheck['reason'] {
  if (state === 'trashed') return 'trashed';
  return status === 'open' ? null : status;
}

function* stageToEnter(
  { pipelineId, stageId }: Omit<Params, 'id'>,
  env: QueryEnv,
): QueryProgram<RowOf<'stages'> | undefined> {
  const stages = env.db.selectFrom('stages as s').select(columnsOf('stages', 's'));
  if (stageId !== undefined) return (yield* rowsOf(stages.where('s.id', '=', stageId)))[0];
  const pipelines = env.db
    .selectFrom('pipelines as p')
    .select('p.id')
    .where('p.module', '=', 'opportunities')
    .where('p.archived', '=', 0)
    .orderBy('p.isDefault', 'desc')
    .orderBy('p.position')
    .orderBy('p.id');
  const id = pipelineId ?? (yield* rowsOf(pipelines.limit(1)))[0]?.id;
  if (id === undefined) return undefined;
  const inOrder = stages.where('s.pipelineId', '=', id).orderBy('s.position').orderBy('s.id');
  return (yield* rowsOf(inOrder.limit(1)))[0];
}

/** A lead shows its own contact and account to whoever sees it; others must be visible themselves. */
function* contactOf(lead: StoredRow<'leads'>, env: QueryEnv): QueryProgram<Named | null> {
  const contacts = env.db.selectFrom('contacts as c').select(['c.id', 'c.firstName', 'c.lastName', 'c.email']);
  const same =
    lead.contactId === null
      ? contacts.where('c.email', '=', lead.email ?? '').where(visibleOwnedRow(env, 'contacts', 'c'))
      : contacts.where('c.id', '=', lead.contactId);
  const contact = (yield* rowsOf(same.orderBy('c.id').limit(1)))[0];
  return contact ? { id: contact.id, name: leadName({ ...contact, company: null }) } : null;
}

function* accountOf(lead: StoredRow<'leads'>, env: QueryEnv): QueryProgram<Named | null> {
  const company = sortKeyOf(lead.company ?? '');
  if (lead.accountId === null && company === '') return null;
  const accounts = env.db.selectFrom('accounts as a').select(['a.id', 'a.name']);
  const same =
    lead.accountId === null
      ? accounts.where('a.sortKey', '=', company).where(visibleOwnedRow(env, 'accounts', 'a'))
      : accounts.where('a.id', '=', lead.accountId);
  return (yield* rowsOf(same.orderBy('a.id').limit(1)))[0] ?? null;
}
