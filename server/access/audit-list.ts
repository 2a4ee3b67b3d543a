// D4: what the audit log says, to those who may know.
import { isPermitted } from '../../core/domain/access/permissions.ts';
import { all, any, eq, gt, gte, lt, type Predicate } from '../../core/kernel/predicates.ts';
import type { ReadProgram } from '../../core/kernel/reads.ts';
import { visibleLeads } from '../../core/schema/access.ts';
import type { RowOf } from '../../core/schema/tables.ts';
import { count, first, getMany, range } from '../../core/schema/typed-reads.ts';
import { loadScope, type Principal } from '../sync/scope.ts';

export type AuditFilters = {
  readonly event?: string | undefined;
  readonly entity?: string | undefined;
  readonly entityId?: string | undefined;
  readonly leadId?: string | undefined;
  readonly userId?: string | undefined;
  readonly apiKeyId?: string | undefined;
  /** Epoch milliseconds, inclusive. */
  readonly from?: number | undefined;
  /** Exclusive. */
  readonly to?: number | undefined;
};

/** Where a list that is read from the newest entry on goes on. */
export type AuditPosition = { readonly at: number; readonly id: string };

type Named = { readonly id: string; readonly name: string; readonly email: string };

export type AuditEntry = Omit<RowOf<'auditLog'>, 'version'> & {
  readonly user: Named | null;
  readonly apiKey: { readonly id: string; readonly name: string; readonly prefix: string } | null;
  /** Absent for whoever may not see from where others work. */
  readonly request: RowOf<'auditRequests'> | null;
  readonly impersonator: Named | null;
};

export type AuditPage = {
  readonly kind: 'page';
  readonly entries: readonly AuditEntry[];
  readonly total: number;
  readonly next: AuditPosition | null;
};
export type AuditResult = AuditPage | { readonly kind: 'forbidden' } | { readonly kind: 'unknown' };

export type AuditInput = Principal & {
  readonly filters: AuditFilters;
  readonly after?: AuditPosition | undefined;
  readonly limit: number;
};

/** The organization's log, the newest first, for those who may view it. */
export function* listAudit({ userId, apiKeyId, ...asked }: AuditInput): ReadProgram<AuditResult> {
  const scope = yield* loadScope(userId, apiKeyId);
  if (!scope || !isPermitted(scope, 'audit:view')) return { kind: 'forbidden' };
  return yield* page(asked, () => true);
}

/** What was done to a lead, for whoever sees the lead. By which request others did it is told to those who may view the log. */
export function* leadAudit(input: AuditInput & { readonly leadId: string }): ReadProgram<AuditResult> {
  const scope = yield* loadScope(input.userId, input.apiKeyId);
  const lead = scope && (yield* first('leads', { where: all(eq('id', input.leadId), visibleLeads(scope)) }));
  if (!scope || !lead) return { kind: 'unknown' };
  const seesAll = isPermitted(scope, 'audit:view');
  const asked = { ...input, filters: { ...input.filters, leadId: input.leadId } };
  return yield* page(asked, ({ userId }) => seesAll || userId === scope.userId);
}

type Asked = Pick<AuditInput, 'filters' | 'after' | 'limit'>;

function* page(
  { filters, after, limit }: Asked,
  seesRequest: (row: RowOf<'auditLog'>) => boolean,
): ReadProgram<AuditPage> {
  const where = conditionOf(filters);
  const order = [{ column: 'at', direction: 'desc' as const }];
  const rows = yield* range('auditLog', {
    where: after ? all(where, olderThan(after)) : where,
    order,
    limit: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    kind: 'page',
    entries: yield* named(shown, seesRequest),
    total: yield* count('auditLog', where),
    next: rows.length > limit && last ? { at: last.at, id: last.id } : null,
  };
}

function conditionOf({ from, to, ...equal }: AuditFilters): Predicate {
  const parts = Object.entries(equal).flatMap(([column, value]) => (value === undefined ? [] : [eq(column, value)]));
  if (from !== undefined) parts.push(gte('at', from));
  if (to !== undefined) parts.push(lt('at', to));
  return all(...parts);
}

/** Entries of one moment stand in the order of their ids. */
function olderThan({ at, id }: AuditPosition): Predicate {
  return any(lt('at', at), all(eq('at', at), gt('id', id)));
}

function* named(
  rows: readonly RowOf<'auditLog'>[],
  seesRequest: (row: RowOf<'auditLog'>) => boolean,
): ReadProgram<AuditEntry[]> {
  const requests = byId(yield* getMany('auditRequests', unique(rows.map(({ requestId }) => requestId))));
  const impersonators = [...requests.values()].map(({ impersonatorId }) => impersonatorId);
  const people = byId(yield* getMany('users', unique([...rows.map(({ userId }) => userId), ...impersonators])));
  const keys = byId(yield* getMany('apiKeys', unique(rows.map((row) => row.apiKeyId))));
  const person = (id: string | null | undefined): Named | null => {
    const user = people.get(id ?? '');
    return user ? { id: user.id, name: user.name, email: user.email } : null;
  };
  return rows.map(({ version: _version, ...row }) => {
    const key = keys.get(row.apiKeyId ?? '');
    const request = requests.get(row.requestId ?? '');
    return {
      ...row,
      user: person(row.userId),
      apiKey: key ? { id: key.id, name: key.name, prefix: key.prefix } : null,
      request: request && seesRequest({ ...row, version: 0 }) ? request : null,
      impersonator: person(request?.impersonatorId),
    };
  });
}

function byId<R extends { readonly id: string }>(rows: readonly R[]): ReadonlyMap<string, R> {
  return new Map(rows.map((row) => [row.id, row]));
}

function unique(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids)].filter((id) => id !== null);
}
