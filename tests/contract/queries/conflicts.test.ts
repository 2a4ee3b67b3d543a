import { afterAll, beforeAll, expect, test } from 'vitest';
import { conflictList, type OpenConflict } from '../../../core/queries/conflict-list.ts';
import type { Row } from '../../../core/kernel/rows.ts';
import { openQueryHomes, type LoadedOrganization, type QueryHomes } from '../../support/query-homes.ts';
import { Random } from '../../support/random.ts';
import { forCases, type Case } from './cases.ts';
import { compareBytes, seesLead, seesOpportunity } from './naive.ts';
import { organizations } from './organizations.ts';
import { paramsOf, type ParamsOf } from './random-params.ts';

let homes: QueryHomes;
let loaded: readonly LoadedOrganization[];

beforeAll(async () => {
  homes = await openQueryHomes();
  loaded = await homes.loadAll(organizations);
});
afterAll(() => homes.close());

type Conflict = Case['rows']['conflicts'][number];

/** Whom it concerns, by looking at every row. */
function concerns(of: Case, conflict: Conflict): boolean {
  const { rows, scope } = of;
  if (!scope || scope.role === 'owner' || scope.role === 'admin') return true;
  const lead = rows.leads.find((row) => row.id === conflict.leadId);
  if (lead) return seesLead(rows, scope, lead);
  if (conflict.entity === 'opportunities') {
    const row = rows.opportunities.find((other) => other.id === conflict.entityId);
    return row !== undefined && seesOpportunity(rows, scope, row);
  }
  if (conflict.entity === 'contacts') {
    const row = rows.contacts.find((other) => other.id === conflict.entityId)!;
    const isOwn = row.ownerId === scope.userId || (row.ownerId === null && row.createdBy === scope.userId);
    const isOfTeam = row.teamId !== null && scope.teamIds.includes(row.teamId);
    const throughLead = rows.leads.some((other) => other.contactId === row.id && seesLead(rows, scope, other));
    return isOwn || isOfTeam || throughLead;
  }
  return conflict.keptBy === scope.userId || conflict.otherBy === scope.userId;
}

function open(of: Case): readonly Conflict[] {
  return of.rows.conflicts.filter((row) => row.resolvedAt === null && concerns(of, row));
}

test('conflictList gives what nobody has decided, to whom it concerns, page by page, lead by lead', async () => {
  await forCases(loaded, async (of) => {
    const params = paramsOf('conflictList', of.rows, of.seed) as ParamsOf<typeof conflictList>;
    const { leadId, userId, offset, limit } = params;
    const expected = open(of).filter(
      (row) =>
        (leadId === undefined || row.leadId === (leadId ?? '')) &&
        (userId === undefined || row.keptBy === userId || row.otherBy === userId),
    );
    const newest = (id: string): number =>
      Math.max(...expected.filter((row) => row.leadId === id).map((row) => row.keptAt));
    const sorted = expected.toSorted(
      (a, b) =>
        newest(b.leadId) - newest(a.leadId) ||
        compareBytes(a.leadId, b.leadId) ||
        b.keptAt - a.keptAt ||
        compareBytes(a.id, b.id),
    );
    const { items, total } = await of.ask(conflictList, params, of.asking);
    expect(total).toBe(expected.length);
    expect(items.map((row) => row.id)).toEqual(sorted.slice(offset, offset + limit).map((row) => row.id));
    for (const item of items) {
      expect(item.ofLead).toBe(expected.filter((row) => row.leadId === (item.leadId ?? '')).length);
    }
  });
});

test('conflictList shows what the field holds now, as a JSON value, and what the row is called', async () => {
  await forCases(loaded, async (of) => {
    const { items } = await of.ask(conflictList, { offset: 0, limit: 200 }, of.asking);
    if (items.length === 0) return;
    const item: OpenConflict = new Random(of.seed).pick(items);
    const table = (of.rows as unknown as Record<string, readonly Row[]>)[item.entity]!;
    const cell = table.find((row) => row.id === item.entityId)?.[item.field];
    expect(item.current).toEqual(item.field === 'phones' ? JSON.parse(String(cell)) : cell);
    if (item.entity === 'stages') expect(item.name).not.toBe('');
  });
});
