import { leadDetail } from '../../core/queries/lead-detail.ts';
import type { LeadDetail } from '../../core/queries/lead-detail.ts';
import type { Caller } from '../http/deps.ts';
import { HttpProblem } from '../http/problem.ts';
import type { Doors } from './doors.ts';
import type { Resource } from './resource.ts';
import { toResource, toResourceOrNull } from './resource.ts';

/**
 * A lead with everything around it, as `GET /v1/leads/:id` and the writes answer.
 * @throws HttpProblem 404 for a lead that does not exist for the caller
 */
export async function leadReply(caller: Caller, doors: Doors, id: string): Promise<Resource> {
  const detail = await doors.ask(caller, leadDetail, { id });
  if (!detail) throw new HttpProblem('NOT_FOUND');
  return leadResource(detail);
}

function leadResource(detail: LeadDetail): Resource {
  return {
    ...toResource('leads', detail.lead),
    name: detail.name,
    phones: detail.phones,
    /** By the organization's rules (B16); `qualified`: it reaches the threshold. */
    score: detail.score,
    qualified: detail.qualified,
    /** Percent: the probability of its stage. */
    conversionPercentage: detail.stage?.probability ?? null,
    stage: toResourceOrNull('stages', detail.stage),
    pipeline: toResourceOrNull('pipelines', detail.pipeline),
    source: toResourceOrNull('sources', detail.source),
    assignee: toResourceOrNull('users', detail.assignee),
    team: toResourceOrNull('teams', detail.team),
    businesses: detail.businesses.map((row) => toResource('businesses', row)),
    members: detail.members.map((row) => toResource('leadMembers', row)),
    products: detail.products.map((row) => toResource('leadProducts', row)),
    contact: toResourceOrNull('contacts', detail.contact),
    account: toResourceOrNull('accounts', detail.account),
    opportunities: detail.opportunities.map((row) => toResource('opportunities', row)),
    nextAppointment: toResourceOrNull('appointments', detail.nextAppointment),
    counts: detail.counts,
  };
}
