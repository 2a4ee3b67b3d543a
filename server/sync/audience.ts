import { groupedBy } from '../../core/kernel/grouped-by.ts';
import { all, eq, gt, isIn, lte, type Predicate } from '../../core/kernel/predicates.ts';
import type { ReadProgram } from '../../core/kernel/reads.ts';
import type { Row } from '../../core/kernel/rows.ts';
import {
  isInAudience,
  ownedTables,
  seesAll,
  visibleRows,
  type OwnedTable,
  type Scope,
} from '../../core/schema/access.ts';
import type { TableName } from '../../core/schema/tables.ts';
import { range } from '../../core/schema/typed-reads.ts';
import { accessTables, childTables, type AudienceBefore } from './audience-log.ts';
import type { TombstoneAudience } from './commit-changes.ts';

type RowRef = [table: string, id: string];

/** What a pull spans: versions after `from`, up to `upTo`. */
export type Span = {
  readonly from: number;
  /**
   * The newest version of which the device has seen rows: after a snapshot later than `from`. What moved in between was read by
   * it before, after, or in two parts, so that it may be there or not, whole or not.
   */
  readonly seen: number;
  readonly upTo: number;
};

const between = (from: number, upTo: number): Predicate => all(gt('version', from), lte('version', upTo));

/**
 * Whether the person's own role, memberships or teams changed after a version: then their scope must be read anew.
 * @param version the device's cursor
 */
export function* hasAccessChanged(version: number, scope: Scope): ReadProgram<boolean> {
  const entries = yield* range('audienceLog', {
    where: all(gt('version', version), isIn('entity', accessTables)),
  });
  return entries.some((entry) => {
    const before = JSON.parse(entry.before) as AudienceBefore;
    return before.kind === 'access' && before.userIds.includes(scope.userId);
  });
}

/** Leads that the caller did not see at the cursor, or may not have got whole, and sees now; in order of their ids. */
export function* enteredLeads(span: Span, scope: Scope): ReadProgram<string[]> {
  if (seesAll(scope)) return [];
  const before = yield* audiencesBefore('leads', span.from, span.upTo);
  const torn = yield* audiencesBefore('leads', span.from, span.seen);
  const unseen = [...before]
    .filter(([id, audience]) => torn.has(id) || !isBeforeVisible(audience, scope))
    .map(([id]) => id);
  return [...(yield* visibleNow('leads', unseen, scope))].toSorted();
}

/**
 * What a device must drop between two versions: rows deleted that it may hold, and rows that left the caller's scope.
 * @returns references for the first page of a pull
 */
export function* departures(span: Span, scope: Scope): ReadProgram<{ deleted: RowRef[]; forget: RowRef[] }> {
  return { deleted: yield* deletedRows(span, scope), forget: yield* forgottenRows(span, scope) };
}

function* deletedRows({ from, upTo }: Span, scope: Scope): ReadProgram<RowRef[]> {
  const tombstones = yield* range('tombstones', { where: between(from, upTo) });
  const parsed = tombstones.map((tombstone) => ({
    tombstone,
    audience: JSON.parse(tombstone.audience) as TombstoneAudience,
  }));
  const leadIds = parsed.flatMap(({ audience }) => (audience.kind === 'lead' ? audience.leadId : []));
  const visible = yield* visibleNow('leads', leadIds, scope);
  return parsed
    .filter(({ audience }) => {
      if (audience.kind === 'user') return audience.userId === scope.userId;
      return audience.kind === 'everyone' || visible.has(audience.leadId);
    })
    .map(({ tombstone }) => [tombstone.entity, tombstone.entityId]);
}

function* forgottenRows({ from, seen: read, upTo }: Span, scope: Scope): ReadProgram<RowRef[]> {
  if (seesAll(scope)) return [];
  const forget: RowRef[] = [];
  const before = yield* audiencesBefore('leads', from, upTo);
  const torn = yield* audiencesBefore('leads', from, read);
  const seen = [...before]
    .filter(([id, audience]) => torn.has(id) || isBeforeVisible(audience, scope))
    .map(([id]) => id);
  const still = yield* visibleNow('leads', seen, scope);
  const left = seen.filter((id) => !still.has(id));
  forget.push(...left.map((id): RowRef => ['leads', id]));
  const linked = yield* linkedRows(left);
  for (const table of ownedTables) {
    const moved = yield* audiencesBefore(table, from, upTo);
    const ids = [...new Set([...moved.keys(), ...linked[table]])];
    const visible = yield* visibleNow(table, ids, scope);
    const gone = ids.filter((id) => !visible.has(id));
    forget.push(...gone.map((id): RowRef => [table, id]));
    forget.push(...(yield* conflictsAbout(table, gone)).map((id): RowRef => ['conflicts', id]));
  }
  return [...forget, ...(yield* movedChildren({ from, upTo }, scope))];
}

/** Rows that moved from one lead to another which the caller does not see. */
function* movedChildren({ from, upTo }: Pick<Span, 'from' | 'upTo'>, scope: Scope): ReadProgram<RowRef[]> {
  const entries = yield* range('audienceLog', { where: all(isIn('entity', childTables), between(from, upTo)) });
  const forget: RowRef[] = [];
  for (const [table, moved] of groupedBy(entries, (entry) => entry.entity)) {
    const ids = [...new Set(moved.map((entry) => entry.entityId))];
    const visible = yield* visibleNow(table as TableName, ids, scope);
    forget.push(...ids.filter((id) => !visible.has(id)).map((id): RowRef => [table, id]));
  }
  return forget;
}

function* conflictsAbout(table: OwnedTable, ids: readonly string[]): ReadProgram<string[]> {
  if (ids.length === 0) return [];
  const about = all(isIn('entityId', ids), eq('entity', table));
  return (yield* range('conflicts', { where: about })).map((conflict) => conflict.id);
}

/** Rows that a lead gave access to, and perhaps no longer does. */
function* linkedRows(leadIds: readonly string[]): ReadProgram<Record<OwnedTable, string[]>> {
  const leads = yield* range('leads', { where: isIn('id', leadIds) });
  const opportunities = yield* range('opportunities', { where: isIn('leadId', leadIds) });
  return {
    contacts: leads.flatMap((lead) => lead.contactId ?? []),
    accounts: [
      ...leads.flatMap((lead) => lead.accountId ?? []),
      ...opportunities.flatMap((row) => row.accountId ?? []),
    ],
    opportunities: opportunities.map((row) => row.id),
  };
}

/** The audience each moved row had at the cursor: its earliest entry since then. */
function* audiencesBefore(entity: string, from: number, upTo: number): ReadProgram<Map<string, AudienceBefore>> {
  const entries = yield* range('audienceLog', {
    where: all(eq('entity', entity), between(from, upTo)),
    order: [{ column: 'version', direction: 'desc' }],
  });
  return new Map(entries.map((entry) => [entry.entityId, JSON.parse(entry.before) as AudienceBefore]));
}

function isBeforeVisible(before: AudienceBefore, scope: Scope): boolean {
  return before.kind === 'row' && isInAudience(scope, before.audience);
}

function* visibleNow(table: TableName, ids: readonly string[], scope: Scope): ReadProgram<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = yield* range(table, { where: all(isIn('id', ids), visibleRows(scope, table)) });
  return new Set((rows as readonly Row[]).map((row) => row.id));
}
