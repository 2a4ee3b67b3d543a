import { Hono } from 'hono';
import type { z } from 'zod';
import type { AnyMutator } from '../../core/kernel/mutator.ts';
import { workspace, type Workspace } from '../../core/queries/workspace.ts';
import { disqualificationReason, teamRole } from '../../core/domain/choice/choice-mutators.ts';
import { priorityArchive } from '../../core/domain/priority/archive.ts';
import { priorityCreate } from '../../core/domain/priority/create.ts';
import { priorityUpdate } from '../../core/domain/priority/update.ts';
import { scoringRuleCreate } from '../../core/domain/scoring/create.ts';
import { scoringRuleRemove } from '../../core/domain/scoring/remove.ts';
import { scoringRuleUpdate } from '../../core/domain/scoring/update.ts';
import { sourceArchive } from '../../core/domain/source/archive.ts';
import { sourceCreate } from '../../core/domain/source/create.ts';
import { sourceUpdate } from '../../core/domain/source/update.ts';
import type { DomainTableName } from '../../core/schema/tables.ts';
import type { AppDeps, AppEnv, Caller } from '../http/deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { HttpProblem, type ProblemCode } from '../http/problem.ts';
import { row } from '../openapi/json-schema.ts';
import { creates, nothing, replies, whole } from '../openapi/replies.ts';
import { Doors } from './doors.ts';
import { plainChanges } from './plain-changes.ts';
import { requireId, toResource } from './resource.ts';
import * as bodies from './setting-bodies.ts';

/** A list of settings: how its rows are made, changed and taken off. */
type SettingList = {
  /** Last part of the path, and of the operations' names. */
  readonly path: string;
  readonly one: string;
  readonly table: DomainTableName;
  readonly rows: (of: Workspace) => readonly { readonly id: string }[];
  readonly create: AnyMutator;
  readonly update: AnyMutator;
  /** What DELETE does: it archives, or removes for good. */
  readonly remove: AnyMutator;
  /** Where `archived` is part of a change: what sets it. */
  readonly archive?: AnyMutator;
  readonly newBody: z.ZodType<object>;
  readonly body: z.ZodType<object>;
};

const lists: readonly SettingList[] = [
  {
    ...{ path: 'sources', one: 'Source', table: 'sources', rows: (of) => of.sources },
    ...{ create: sourceCreate, update: sourceUpdate, remove: sourceArchive, archive: sourceArchive },
    ...{ newBody: bodies.newSourceBody, body: bodies.sourceBody },
  },
  {
    ...{ path: 'priorities', one: 'Priority', table: 'leadPriorities', rows: (of) => of.priorities },
    ...{ create: priorityCreate, update: priorityUpdate, remove: priorityArchive, archive: priorityArchive },
    ...{ newBody: bodies.newPriorityBody, body: bodies.priorityBody },
  },
  {
    ...{ path: 'disqualification-reasons', one: 'DisqualificationReason', table: 'disqualificationReasons' },
    ...{ rows: (of) => of.disqualificationReasons, ...disqualificationReason, remove: disqualificationReason.archive },
    ...{ newBody: bodies.newChoiceBody, body: bodies.choiceBody },
  },
  {
    ...{ path: 'team-roles', one: 'TeamRole', table: 'teamRoles', rows: (of) => of.teamRoles },
    ...{ ...teamRole, remove: teamRole.archive, newBody: bodies.newChoiceBody, body: bodies.choiceBody },
  },
  {
    ...{ path: 'scoring-rules', one: 'ScoringRule', table: 'scoringRules', rows: (of) => of.scoringRules },
    ...{ create: scoringRuleCreate, update: scoringRuleUpdate, remove: scoringRuleRemove },
    ...{ newBody: bodies.newRuleBody, body: bodies.ruleBody },
  },
];

const tag = 'lead-settings';
const refusals: readonly ProblemCode[] = ['NAME_TAKEN', 'ID_TAKEN', 'WRONG_STATE'];

/** B15. The lists among `/v1/lead-settings`: everybody reads them, whoever may edit settings writes them. */
export function settingListRoutes(deps: AppDeps): Hono<AppEnv> {
  const doors = new Doors(deps.now);
  const routes = new Hono<AppEnv>();
  for (const list of lists) addList(routes, doors, list);
  return routes;
}

function addList(routes: Hono<AppEnv>, doors: Doors, list: SettingList): void {
  const { path, one, table } = list;
  const at = `/${path}/:id`;
  const what = path.replaceAll('-', ' ');
  const item = replies(row(table));
  const found = (caller: Caller, id: string) => findRow(caller, doors, list, id);

  routes.get(
    `/${path}`,
    endpoint({ id: `list${one}s`, tag, summary: `All ${what}`, reply: whole(row(table)) }, async (c) => {
      const items = list.rows(await doors.ask(c.var.caller, workspace, {}));
      return c.json({ items: items.map((one) => toResource(table, one)), total: items.length });
    }),
  );
  routes.get(
    at,
    endpoint({ id: `get${one}`, tag, summary: `One of the ${what}`, reply: item }, async (c) =>
      c.json(await found(c.var.caller, requireId(c.req.param('id')!))),
    ),
  );
  const create = { id: `create${one}`, tag, summary: `Add to the ${what}`, problems: refusals };
  routes.post(
    `/${path}`,
    endpoint({ ...create, body: list.newBody, reply: creates(row(table)) }, async (c, { body }) => {
      const id = await doors.create(c, list.create, body as { id?: string });
      c.header('location', `/v1/lead-settings/${path}/${id}`);
      return c.json(await found(c.var.caller, id), 201);
    }),
  );
  const update = { tag, summary: `Change one of the ${what}`, problems: refusals, body: list.body, reply: item };
  for (const [method, id] of [
    ['PATCH', `update${one}`],
    ['PUT', `put${one}`],
  ] as const) {
    routes.on(
      method,
      at,
      endpoint({ ...update, id }, async (c, { body }) => {
        const rowId = requireId(c.req.param('id')!);
        const { archived, ...values } = body as { readonly archived?: 0 | 1 };
        // Also without a change: so that an id that is unknown, and a caller who may not, are told.
        await doors.mutate(c.var.caller, list.update, { id: rowId, changes: plainChanges(values) });
        if (archived !== undefined) await doors.mutate(c.var.caller, list.archive!, { id: rowId, archived });
        return c.json(await found(c.var.caller, rowId));
      }),
    );
  }
  const remove = { id: `delete${one}`, tag, summary: `Take off the ${what}; what has it keeps it`, reply: nothing };
  routes.delete(
    at,
    endpoint({ ...remove, problems: ['WRONG_STATE'] }, async (c) => {
      await doors.mutate(c.var.caller, list.remove, { id: requireId(c.req.param('id')!) });
      return c.body(null, 204);
    }),
  );
}

/** @throws HttpProblem 404 */
async function findRow(caller: Caller, doors: Doors, list: SettingList, id: string): Promise<object> {
  const found = list.rows(await doors.ask(caller, workspace, {})).find((one) => one.id === id);
  if (!found) throw new HttpProblem('NOT_FOUND');
  return toResource(list.table, found);
}
