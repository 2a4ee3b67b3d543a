import { Hono } from 'hono';
import { z } from 'zod';
import { requiredText } from '../../core/domain/fields/text-fields.ts';
import { rowId } from '../../core/domain/fields/value-fields.ts';
import { teamCreate } from '../../core/domain/people/team-create.ts';
import { teamAddMember, teamRemoveMember } from '../../core/domain/people/team-members.ts';
import { teamUpdate } from '../../core/domain/people/team-update.ts';
import { workspace } from '../../core/queries/workspace.ts';
import { authenticate } from '../http/authenticate.ts';
import { endpoint } from '../http/endpoint.ts';
import { arrayOf, flag as flagSchema, object, text, uuid } from '../openapi/json-schema.ts';
import { creates, nothing, replies, whole } from '../openapi/replies.ts';
import type { AppContext, AppDeps, AppEnv, Caller } from '../http/deps.ts';
import { HttpProblem } from '../http/problem.ts';
import { Doors } from './doors.ts';
import { plainChanges } from './plain-changes.ts';
import { requireId, toResource, type Resource } from './resource.ts';

const flag = z.boolean().transform(Number);
const newTeamBody = z.strictObject({ id: rowId.optional(), name: requiredText(), open: flag.optional() });
const teamBody = z.strictObject({ name: requiredText().optional(), open: flag.optional(), archived: flag.optional() });
const memberBody = z.strictObject({ role: z.enum(['manager', 'member']).optional() });

const tag = 'people';
const shape = object({
  ...{ id: uuid, name: text, open: flagSchema, archived: flagSchema },
  members: arrayOf(object({ userId: uuid, role: text, name: text })),
});

/** A18. `/v1/teams` with their members. */
export function teamRoutes(deps: AppDeps): Hono<AppEnv> {
  const doors = new Doors(deps.now);
  const routes = new Hono<AppEnv>();
  routes.use('/*', authenticate(deps));

  const list = { id: 'listTeams', tag, summary: 'The teams with their members', reply: whole(shape) };
  routes.get(
    '/',
    endpoint(list, async (c) => {
      const items = await teams(c.var.caller, doors);
      return c.json({ items, total: items.length });
    }),
  );

  const create = { id: 'createTeam', tag, summary: 'Make a team', reply: creates(shape), body: newTeamBody };
  routes.post(
    '/',
    endpoint({ ...create, problems: ['NAME_TAKEN', 'ID_TAKEN'] }, async (c, { body }) => {
      const id = await doors.create(c, teamCreate, body);
      c.header('location', `/v1/teams/${id}`);
      return c.json(await team(c.var.caller, doors, id), 201);
    }),
  );

  const one = { id: 'getTeam', tag, summary: 'A team with its members', reply: replies(shape) };
  routes.get(
    '/:id',
    endpoint(one, async (c) => c.json(await team(c.var.caller, doors, teamId(c)))),
  );

  const update = { id: 'updateTeam', tag, summary: 'Rename, open, close or archive a team', reply: replies(shape) };
  routes.patch(
    '/:id',
    endpoint({ ...update, body: teamBody, problems: ['NAME_TAKEN'] }, async (c, { body }) => {
      await doors.mutate(c.var.caller, teamUpdate, { id: teamId(c), changes: plainChanges(body) });
      return c.json(await team(c.var.caller, doors, teamId(c)));
    }),
  );

  const add = { id: 'addTeamMember', tag, summary: 'Take somebody into a team', reply: replies(shape) };
  routes.put(
    '/:id/members/:userId',
    endpoint({ ...add, body: memberBody, problems: ['UNKNOWN_ASSIGNEE'] }, async (c, { body }) => {
      const userId = requireId(c.req.param('userId')!);
      await doors.mutate(c.var.caller, teamAddMember, { teamId: teamId(c), userId, ...body });
      return c.json(await team(c.var.caller, doors, teamId(c)));
    }),
  );

  const leave = { id: 'removeTeamMember', tag, summary: 'Take somebody out of a team', reply: nothing };
  routes.delete(
    '/:id/members/:userId',
    endpoint(leave, async (c) => {
      const userId = requireId(c.req.param('userId')!);
      await doors.mutate(c.var.caller, teamRemoveMember, { teamId: teamId(c), userId });
      return c.body(null, 204);
    }),
  );

  return routes;
}

const teamId = (c: AppContext): string => requireId(c.req.param('id')!);

async function teams(caller: Caller, doors: Doors): Promise<Resource[]> {
  const found = await doors.ask(caller, workspace, {});
  return found.teams.map((row) => ({
    ...toResource('teams', row),
    members: found.teamMembers
      .filter(({ teamId }) => teamId === row.id)
      .map(({ userId, role }) => ({ userId, role, name: found.users.find((user) => user.id === userId)?.name ?? '' })),
  }));
}

/** @throws HttpProblem 404 */
async function team(caller: Caller, doors: Doors, id: string): Promise<Resource> {
  const found = (await teams(caller, doors)).find((row) => row['id'] === id);
  if (!found) throw new HttpProblem('NOT_FOUND');
  return found;
}
