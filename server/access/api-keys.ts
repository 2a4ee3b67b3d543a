// D5: keys by which programs call the API, as the organization keeps them.
import { isPermitted, permissions, permissionsOf, type Permission } from '../../core/domain/access/permissions.ts';
import { grantedTo } from '../../core/domain/access/role-permissions.ts';
import { lesserRole, mayActOn } from '../../core/domain/access/rank.ts';
import { DomainError, type DomainErrorData, type FieldError } from '../../core/kernel/errors.ts';
import { roles, type Role } from '../../core/kernel/mutator.ts';
import { always, eq } from '../../core/kernel/predicates.ts';
import { write, type Program, type Read, type ReadProgram, type Write } from '../../core/kernel/reads.ts';
import type { Scope } from '../../core/schema/access.ts';
import type { RowOf } from '../../core/schema/tables.ts';
import { first, get, getMany, insert, patch, range } from '../../core/schema/typed-reads.ts';
import { auditEvent, type RequestInfo } from './audit-log.ts';
import { loadScope, type Principal } from '../sync/scope.ts';

type Key = RowOf<'apiKeys'>;

/** A key as lists show it: without its hash. */
export type ListedApiKey = Omit<Key, 'hash' | 'scopes' | 'version'> & {
  readonly userName: string;
  readonly scopes: readonly string[];
};

type Acting = Principal & { readonly via?: RequestInfo | undefined; readonly now: number };

export type NewApiKeyInput = Acting & {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly hash: string;
  /** Whom it acts for; absent: whoever makes it. */
  readonly forUserId?: string | undefined;
  /** Absent: that person's role, or admin for an owner. */
  readonly role?: Role | undefined;
  readonly scopes: readonly string[];
  readonly expiresAt: number | null;
};

export type ApiKeyResult = { readonly kind: 'done'; readonly key: ListedApiKey } | Refusal;
export type ApiKeysResult = { readonly kind: 'list'; readonly keys: readonly ListedApiKey[] } | Refusal;

/** Makes a key. Nobody can make one that may do more than they may themselves. */
export function* createApiKey(input: NewApiKeyInput): Program<ApiKeyResult> {
  return yield* unlessRefused(function* (): Program<ApiKeyResult> {
    const scope = yield* requireKeyEdit(input);
    const person = yield* get('users', input.forUserId ?? input.userId);
    if (!person || person.active === 0)
      throw invalid({ field: 'userId', code: 'unknown', message: 'is nobody who works here' });
    if (person.id !== scope.userId && !mayActOn(scope.role, person.role))
      throw new DomainError('FORBIDDEN', { role: 'owner' });
    const role = input.role ?? lesserRole(person.role, 'admin');
    checkRole(role, person.role);
    checkScopes(input.scopes, (yield* grantedTo(role)) ?? permissionsOf(role), scope);
    const row: Key = {
      ...{ id: input.id, version: 0, name: input.name, prefix: input.prefix, hash: input.hash },
      ...{ userId: person.id, role, scopes: JSON.stringify(input.scopes), createdBy: scope.userId },
      ...{ createdAt: input.now, expiresAt: input.expiresAt, lastUsedAt: null, lastUsedFrom: null },
      ...{ revokedAt: null, revokedBy: null },
    };
    yield* write([insert('apiKeys', row)]);
    const { name, userId, scopes } = listed(row, person.name);
    yield* auditKey('created', row.id, scope.userId, input, { name, userId, role, scopes });
    return { kind: 'done', key: listed(row, person.name) };
  });
}

/** The keys of the organization, the newest first, revoked ones too. */
export function* listApiKeys(principal: Principal): ReadProgram<ApiKeysResult> {
  return yield* unlessRefused(function* (): ReadProgram<ApiKeysResult> {
    yield* requireKeyEdit(principal);
    const order = [{ column: 'createdAt', direction: 'desc' as const }];
    const keys = yield* range('apiKeys', { where: always, order, limit: 1000 });
    const people = yield* getMany('users', [...new Set(keys.map(({ userId }) => userId))]);
    const names = new Map(people.map(({ id, name }) => [id, name]));
    return { kind: 'list', keys: keys.map((key) => listed(key, names.get(key.userId) ?? '')) };
  });
}

/** Revokes a key for good; once more changes nothing. */
export function* revokeApiKey(input: Acting & { readonly id: string }): Program<ApiKeyResult> {
  return yield* unlessRefused(function* (): Program<ApiKeyResult> {
    const scope = yield* requireKeyEdit(input);
    const key = yield* get('apiKeys', input.id);
    if (!key) throw new DomainError('NOT_FOUND', { entity: 'apiKeys', id: input.id });
    const set = { revokedAt: key.revokedAt ?? input.now, revokedBy: key.revokedBy ?? scope.userId };
    if (key.revokedAt === null) {
      yield* write([patch('apiKeys', key.id, set)]);
      yield* auditKey('revoked', key.id, scope.userId, input, { name: key.name });
    }
    const person = yield* get('users', key.userId);
    return { kind: 'done', key: listed({ ...key, ...set }, person?.name ?? '') };
  });
}

/** @returns the key with this hash, if it may still be used */
export function* usableApiKey({ hash, now }: { readonly hash: string; readonly now: number }): ReadProgram<Key | null> {
  const key = yield* first('apiKeys', { where: eq('hash', hash) });
  if (!key || key.revokedAt !== null) return null;
  return key.expiresAt !== null && key.expiresAt <= now ? null : key;
}

/** Notes that a key was used. @param from IP address of the caller */
export function* noteApiKeyUse(input: {
  readonly id: string;
  readonly from: string;
  readonly now: number;
}): Program<null> {
  if (yield* get('apiKeys', input.id))
    yield* write([patch('apiKeys', input.id, { lastUsedAt: input.now, lastUsedFrom: input.from })]);
  return null;
}

function* auditKey(
  what: 'created' | 'revoked',
  id: string,
  by: string,
  { now, via: request }: Acting,
  values: Readonly<Record<string, unknown>>,
): Program<void> {
  const changes = Object.fromEntries(Object.entries(values).map(([name, to]) => [name, { from: null, to }]));
  const deed = { event: `apiKey.${what}`, deedId: `apiKey:${id}:${what}`, by, at: now, receivedAt: now, request };
  yield* auditEvent({ ...deed, entity: 'apiKeys', entityId: id, changes });
}

function* requireKeyEdit(principal: Principal): ReadProgram<Scope> {
  const scope = yield* loadScope(principal.userId, principal.apiKeyId);
  if (!scope || !isPermitted(scope, 'apiKeys:edit')) throw new DomainError('FORBIDDEN', { permission: 'apiKeys:edit' });
  return scope;
}

/** Below `owner` even for an owner: what only owners may do, a person has to do. */
function checkRole(role: Role, of: Role): void {
  if (role !== 'owner' && roles.indexOf(role) >= roles.indexOf(of)) return;
  throw invalid({ field: 'role', code: 'too_high', message: 'is above what the key may act in' });
}

function checkScopes(scopes: readonly string[], granted: readonly Permission[], maker: Scope): void {
  const known = new Set<string>(permissions);
  const held = new Set<string>(granted.filter((permission) => isPermitted(maker, permission)));
  const errors = scopes.flatMap((scope, i): FieldError[] => {
    if (!known.has(scope)) return [{ field: `scopes.${i}`, code: 'unknown', message: `${scope} is no permission` }];
    if (!held.has(scope)) return [{ field: `scopes.${i}`, code: 'not_granted', message: `${scope} is not granted` }];
    return [];
  });
  if (errors.length > 0) throw invalid(...errors);
}

function listed({ hash: _hash, version: _version, scopes, ...key }: Key, userName: string): ListedApiKey {
  return { ...key, userName, scopes: JSON.parse(scopes) as string[] };
}

function invalid(...fields: readonly FieldError[]): DomainError {
  return new DomainError('VALIDATION_FAILED', {}, fields);
}

type Refusal = { readonly kind: 'rejected'; readonly error: DomainErrorData };

function* unlessRefused<Result, Op extends Read | Write>(
  run: () => Program<Result, Op>,
): Program<Result | Refusal, Op> {
  try {
    return yield* run();
  } catch (cause) {
    if (cause instanceof DomainError) return { kind: 'rejected', error: cause.data };
    throw cause;
  }
}
