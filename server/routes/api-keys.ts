import { Hono } from 'hono';
import { endpoint } from '../http/endpoint.ts';
import { arrayOf, instant, object, orNull, text, uuid } from '../openapi/json-schema.ts';
import { creates, nothing, whole } from '../openapi/replies.ts';
import { z } from 'zod';
import { requiredText } from '../../core/domain/fields/text-fields.ts';
import { rowId } from '../../core/domain/fields/value-fields.ts';
import { roles } from '../../core/kernel/mutator.ts';
import type { ApiKeyResult, ListedApiKey } from '../access/api-keys.ts';
import { newApiKey } from '../access/api-key-text.ts';
import { authenticate } from '../http/authenticate.ts';
import { actingAs, personsOnly, principalOf } from '../http/caller.ts';
import type { AppDeps, AppEnv } from '../http/deps.ts';
import { HttpProblem, problemOf } from '../http/problem.ts';
import { Doors } from './doors.ts';
import { requireId } from './resource.ts';

const newKeyBody = z.strictObject({
  name: requiredText(100),
  /** Permissions of which the key has those that its role has, too. */
  scopes: z
    .array(z.string().max(100))
    .min(1)
    .transform((scopes) => [...new Set(scopes)]),
  /** The role it acts in: at most that of the person it acts for. */
  role: z.enum(roles).optional(),
  /** Whom it acts for; absent: whoever makes it. */
  userId: rowId.optional(),
  /** Absent: until it is revoked. */
  expiresAt: z.iso.datetime({ offset: true }).optional(),
});

const maybe = orNull(instant);
const keyProperties = {
  ...{ id: uuid, name: text, prefix: text, userId: uuid, userName: text, role: text, scopes: arrayOf(text) },
  ...{ createdAt: instant, expiresAt: maybe, lastUsedAt: maybe, revokedAt: maybe },
};
const shownKey = object(keyProperties);
const newKey = object({ ...keyProperties, key: text });

/** D5. `/v1/api-keys`: made and revoked by a person who is signed in; the key itself is in the reply that makes it, and nowhere else. */
export function apiKeyRoutes(deps: AppDeps): Hono<AppEnv> {
  const doors = new Doors(deps.now);
  const routes = new Hono<AppEnv>();
  routes.use('/*', authenticate(deps), personsOnly);

  const tag = 'api-keys';
  const list = { id: 'listApiKeys', tag, summary: 'The keys, the newest first, revoked ones too' };
  routes.get(
    '/',
    endpoint({ ...list, reply: whole(shownKey), problems: ['FORBIDDEN', 'SESSION_REQUIRED'] }, async (c) => {
      const result = await c.var.caller.store.execute('apiKeys.list', principalOf(c.var.caller));
      if (result.kind === 'rejected') throw problemOf(result.error);
      return c.json({ items: result.keys.map(shown), total: result.keys.length });
    }),
  );

  const create = {
    id: 'createApiKey',
    tellsSecret: true as const,
    tag,
    summary: 'Make a key; only this reply holds it',
  };
  routes.post(
    '/',
    endpoint(
      { ...create, body: newKeyBody, reply: creates(newKey), problems: ['SESSION_REQUIRED'] },
      async (c, { body }) => {
        const { caller } = c.var;
        const { userId: forUserId, expiresAt, ...given } = body;
        const now = deps.now();
        const until = expiresAt === undefined ? null : Date.parse(expiresAt);
        if (until !== null && until <= now) throw inThePast();
        const { text: key, prefix, hash } = newApiKey(caller.organization.id);
        const result = await caller.store.execute('apiKeys.create', {
          ...{ ...actingAs(caller), ...given, forUserId, expiresAt: until },
          ...{ id: doors.newId(), prefix, hash, now },
        });
        const made = doneOr(result);
        c.header('location', `/v1/api-keys/${made.id}`);
        c.header('cache-control', 'no-store');
        return c.json({ ...shown(made), key }, 201);
      },
    ),
  );

  const revoke = { id: 'revokeApiKey', tag, summary: 'Revoke a key for good' };
  routes.delete(
    '/:id',
    endpoint({ ...revoke, reply: nothing, problems: ['SESSION_REQUIRED'] }, async (c) => {
      const id = requireId(c.req.param('id'));
      doneOr(await c.var.caller.store.execute('apiKeys.revoke', { ...actingAs(c.var.caller), id, now: deps.now() }));
      return c.body(null, 204);
    }),
  );

  return routes;
}

function doneOr(result: ApiKeyResult): ListedApiKey {
  if (result.kind === 'rejected') throw problemOf(result.error);
  return result.key;
}

function inThePast(): HttpProblem {
  const errors = [{ field: 'expiresAt', code: 'in_past', message: 'must lie ahead' }];
  return new HttpProblem('VALIDATION_FAILED', { errors });
}

function shown({ createdAt, expiresAt, lastUsedAt, revokedAt, ...key }: ListedApiKey): object {
  const times = { createdAt: isoTime(createdAt), expiresAt: isoTime(expiresAt), lastUsedAt: isoTime(lastUsedAt) };
  return { ...key, ...times, revokedAt: isoTime(revokedAt) };
}

function isoTime(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
