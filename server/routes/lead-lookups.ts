import { Hono } from 'hono';
import { endpoint } from '../http/endpoint.ts';
import { anyObject, arrayOf, object, row } from '../openapi/json-schema.ts';
import { replies, whole } from '../openapi/replies.ts';
import { z } from 'zod';
import { duplicateCandidates } from '../../core/queries/duplicate-candidates.ts';
import { appointmentSpans, overview } from '../../core/queries/overview.ts';
import { periodShape } from '../../core/queries/params.ts';
import { recentLeads } from '../../core/queries/recent-leads.ts';
import { search } from '../../core/queries/search.ts';
import type { AppDeps, AppEnv } from '../http/deps.ts';
import { Doors } from './doors.ts';
import { toResource } from './resource.ts';

const limit = (max: number) => z.coerce.number<string>().int().min(1).max(max);
const searchParams = z.strictObject({ q: z.string().max(200), limit: limit(200).default(20) });
const overviewParams = z.strictObject({ appointments: z.enum(appointmentSpans).default('upcoming') });
const recentParams = z.strictObject({ ...periodShape, limit: limit(50).optional() });

/** Questions about leads that are no plain list; their paths come before `/:id`. */
export function leadLookupRoutes(deps: AppDeps): Hono<AppEnv> {
  const doors = new Doors(deps.now);
  const routes = new Hono<AppEnv>();

  const tag = 'leads';
  const find = { id: 'searchLeads', tag, summary: 'What a term means, best first', query: searchParams };
  routes.get(
    '/search',
    endpoint({ ...find, reply: whole(anyObject) }, async (c, { query: { q, limit } }) => {
      const { hits } = await doors.ask(c.var.caller, search, { term: q, limit });
      return c.json({ items: hits, total: hits.length });
    }),
  );

  const recent = { id: 'recentLeads', tag, summary: 'The leads created last in a period', query: recentParams };
  routes.get(
    '/recent',
    endpoint({ ...recent, reply: whole(row('leads')) }, async (c, { query }) => {
      const { items } = await doors.ask(c.var.caller, recentLeads, query);
      return c.json({ items: items.map((item) => toResource('leads', item)), total: items.length });
    }),
  );

  const look = {
    id: 'leadsOverview',
    tag,
    summary: 'Leads by status and source, and appointments',
    query: overviewParams,
  };
  routes.get(
    '/overview',
    endpoint({ ...look, reply: replies() }, async (c, { query }) => {
      const answer = await doors.ask(c.var.caller, overview, query);
      return c.json({ ...answer, appointments: answer.appointments.map((item) => toResource('appointments', item)) });
    }),
  );

  const check = { id: 'checkDuplicates', tag, summary: 'Leads that may be the same as one being entered' };
  const candidates = replies(object({ candidates: arrayOf(anyObject) }));
  routes.post(
    '/check-duplicates',
    endpoint({ ...check, body: duplicateCandidates.params, reply: candidates }, async (c, { body }) =>
      c.json(await doors.ask(c.var.caller, duplicateCandidates, body)),
    ),
  );

  return routes;
}
