// SYNC-11: which devices there are, and their revocation.
import { Hono } from 'hono';
import { endpoint } from '../http/endpoint.ts';
import { anyObject, jsonSchemaOf } from '../openapi/json-schema.ts';
import { replies, whole } from '../openapi/replies.ts';
import type { z } from 'zod';
import { revokeAllRequest, type DeviceItem, devicesReply, revokeReply } from '../../core/protocol/devices.ts';
import { authenticate } from '../http/authenticate.ts';
import { personsOnly, requireSession } from '../http/caller.ts';
import type { AppDeps, AppEnv, Caller } from '../http/deps.ts';
import { HttpProblem } from '../http/problem.ts';
import type { ListedDevice, RevokeInput } from '../sync/devices.ts';
import { requireId } from './resource.ts';

/** Devices of the organization. A revoked one gets nothing any more and wipes itself when it hears of it. */
export function deviceRoutes(deps: AppDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.use('/*', authenticate(deps), personsOnly);

  const tag = 'devices';
  const problems = ['SESSION_REQUIRED'] as const;
  const list = { id: 'listDevices', tag, summary: 'Own devices; those of whom one manages, too', problems };
  routes.get(
    '/',
    endpoint({ ...list, reply: replies(jsonSchemaOf(devicesReply, 'output')) }, async (c) => {
      const { store, user } = c.var.caller;
      const { id: sessionId } = requireSession(c.var.caller);
      const found = await store.execute('devices.list', { userId: user.id, sessionId });
      return c.json({ items: found.map(toItem), total: found.length } satisfies z.infer<typeof devicesReply>);
    }),
  );

  const history = { id: 'deviceHistory', tag, summary: 'What happened to a device', problems };
  routes.get(
    '/:id/history',
    endpoint({ ...history, reply: whole(anyObject) }, async (c) => {
      const { store, user } = c.var.caller;
      const clientId = requireId(c.req.param('id'));
      const events = await store.execute('devices.history', { userId: user.id, clientId });
      if (!events) throw new HttpProblem('NOT_FOUND');
      const items = events.map(({ kind, by, at, detail }) => ({ kind, by, at: isoTime(at), detail }));
      return c.json({ items, total: items.length });
    }),
  );

  const reply = replies(jsonSchemaOf(revokeReply, 'output'));
  const revokeAll = { id: 'revokeAllDevices', tag, summary: 'Revoke every device of a person', problems };
  routes.post(
    '/revoke-all',
    endpoint({ ...revokeAll, body: revokeAllRequest, reply }, async (c, { body }) =>
      c.json(await revoke(deps, c.var.caller, { userId: requireId(body.userId) })),
    ),
  );

  const revokeOne = { id: 'revokeDevice', tag, summary: 'Revoke a device', problems };
  routes.post(
    '/:id/revoke',
    endpoint({ ...revokeOne, reply }, async (c) =>
      c.json(await revoke(deps, c.var.caller, { clientId: requireId(c.req.param('id')) })),
    ),
  );

  return routes;
}

async function revoke(
  deps: AppDeps,
  { store, user }: Caller,
  target: RevokeInput['target'],
): Promise<z.infer<typeof revokeReply>> {
  const result = await store.execute('devices.revoke', { actorId: user.id, target, now: deps.now() });
  if (result.kind === 'refused') throw new HttpProblem(result.code);
  return { revoked: [...result.clientIds] };
}

function toItem(device: ListedDevice): DeviceItem {
  const { id, userId, userName, name, platform, appVersion, pending, isCurrent, mayRevoke } = device;
  return {
    ...{ id, userId, userName, name, platform, appVersion, pending, isCurrent, mayRevoke },
    createdAt: isoTime(device.createdAt),
    lastSeenAt: new Date(device.lastSeenAt).toISOString(),
    oldestPendingAt: isoTime(device.oldestPendingAt),
    revokedAt: isoTime(device.revokedAt),
    toldAt: isoTime(device.toldAt),
  };
}

function isoTime(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
