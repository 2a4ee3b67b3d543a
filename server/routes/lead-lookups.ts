import { Hono } from 'hono';
import { z } from 'zod';
import { duplicateCandidates } from '../../core/queries/duplicate-candidates.ts';
import { appointmentSpans, overview } from '../../core/queries/overview.ts';
import { periodShape } from '../../core/queries/params.ts';
import { recentLeads } from '../../core/queries/recent-leads.ts';
import { search } from '../../core/queries/search.ts';
import type { AppDeps, AppEnv } from '../http/deps.ts';
import { readJson, readQuery } from '../http/read-json.ts';
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

  routes.get('/search', async (c) => {
    const { q, limit } = readQuery(c, searchParams);
    const { hits } = await doors.ask(c.var.caller, search, { term: q, limit });
    return c.json({ items: hits, total: hits.length });
  });

  routes.get('/recent', async (c) => {
    const { items } = await doors.ask(c.var.caller, recentLeads, readQuery(c, recentParams));
    return c.json({ items: items.map((item) => toResource('leads', item)), total: items.length });
  });

  routes.get('/overview', async (c) => {
    const answer = await doors.ask(c.var.caller, overview, readQuery(c, overviewParams));
    return c.json({ ...answer, appointments: answer.appointments.map((row) => toResource('appointments', row)) });
  });

  routes.post('/check-duplicates', async (c) => {
    const params = await readJson(c, duplicateCandidates.params);
    return c.json(await doors.ask(c.var.caller, duplicateCandidates, params));
  });

  return routes;
}
