import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { derivedUuid } from '../../core/kernel/ids.ts';
import { snapshotChunk, type WireMutation } from '../../core/protocol/sync.ts';
import { domainTableNames } from '../../core/schema/tables.ts';
import type { OperationInput, OperationName, OperationResult } from '../../server/operations.ts';
import type { OrganizationStore, OrganizationStores } from '../../server/store/organization-store.ts';
import { PostgresOrganizationStores } from '../../server/store/postgres/organization-stores.ts';
import { SqliteOrganizationStores } from '../../server/store/sqlite/organization-stores.ts';
import { createTestDatabase, hasPostgres, type TestDatabase } from '../support/postgres-database.ts';
import { randomOrganization } from '../support/random-organization.ts';

const now = Date.UTC(2026, 5, 15, 12);
const organization = randomOrganization(7, {
  size: { leads: 80, appointments: 30, notes: 60, accounts: 10, opportunities: 10 },
  timeZone: 'Europe/Berlin',
  moments: [now],
  spreadMs: 40 * 86_400_000,
});
const first = {
  rows: domainTableNames.flatMap((table) => organization.rows[table].map((row) => ({ table, row }))),
  now,
  stamp: 'first',
};
const uuid = (...parts: string[]) => derivedUuid('store-server', ...parts);

/** Both homes of the server with the server's own operations: what one answers, the other one does, word for word. */
describe.skipIf(!hasPostgres)('the server on SQLite and on PostgreSQL', () => {
  let folder = '';
  let database: TestDatabase;
  const opened: OrganizationStores[] = [];
  let sqlite: OrganizationStore;
  let postgres: OrganizationStore;

  async function openIn(stores: OrganizationStores): Promise<OrganizationStore> {
    opened.push(stores);
    await stores.create('acme', first);
    return stores.open('acme');
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'outpost-store-'));
    database = await createTestDatabase();
    sqlite = await openIn(new SqliteOrganizationStores({ folder }));
    const { appUrl: connectionString, ownerUrl: migrationConnectionString } = database;
    postgres = await openIn(await PostgresOrganizationStores.connect({ connectionString, migrationConnectionString }));
  });
  afterAll(async () => {
    for (const stores of opened) await stores.closeAll();
    await database?.drop();
    if (folder) rmSync(folder, { recursive: true });
  });

  async function both<N extends OperationName>(name: N, input: OperationInput<N>): Promise<OperationResult<N>> {
    const [a, b] = await Promise.all([sqlite.execute(name, input), postgres.execute(name, input)]);
    expect(b).toEqual(a);
    return a;
  }

  async function snapshot(userId: string, clientId: string) {
    const request = { protocol: 1, clientId };
    for (let after: string | null = null, rows = 0; ;) {
      const answer: OperationResult<'sync.snapshot'> = await both('sync.snapshot', {
        userId,
        request: { ...request, after },
      });
      if (answer.kind !== 'chunk') throw new Error(JSON.stringify(answer));
      const chunk = snapshotChunk.parse(JSON.parse(answer.line));
      rows += chunk.block?.rows.length ?? 0;
      after = answer.next;
      if (after === null) return { cursor: chunk.from, rows };
    }
  }

  async function pull(userId: string, clientId: string, cursor: { version: number; stamp: string }) {
    const pages: object[] = [];
    for (let page: string | null = null; ;) {
      const request: OperationInput<'sync.pull'>['request'] = { protocol: 1, clientId, cursor, page };
      const answer: OperationResult<'sync.pull'> = await both('sync.pull', { userId, request, now });
      if (answer.kind !== 'reply' || answer.reply.kind !== 'page') throw new Error(JSON.stringify(answer));
      pages.push(answer.reply);
      page = answer.reply.next;
      if (page === null) return pages;
    }
  }

  /** What a device of this person sends: new leads, changes to any leads, and nonsense. */
  function mutations(userId: string, clientId: string): WireMutation[] {
    const { leads, users, stages } = organization.rows;
    const made = Array.from({ length: 40 }, (_, i) => ({
      name: 'lead.create',
      args: {
        id: uuid(clientId, 'lead', String(i)),
        lastName: `Néw ${i}`,
        email: `n${i % 30}@example.org`,
        note: 'first',
        assigneeId: userId,
        onDuplicate: 'accept',
      },
    }));
    const changed = leads.flatMap((lead, i) => [
      { name: 'lead.update', args: { id: lead.id, changes: { title: { from: lead.title, to: `Title ${i}` } } } },
      { name: 'lead.assign', args: { ids: [lead.id], assigneeId: users[i % users.length]!.id } },
      {
        name: 'lead.changeStage',
        args: { moves: [{ id: lead.id, fromStageId: lead.stageId }], stageId: stages[i % 5]!.id },
      },
      { name: 'note.add', args: { id: uuid(clientId, 'note', String(i)), leadId: lead.id, body: `Called ${i}` } },
      { name: i % 4 ? 'lead.archive' : 'lead.trash', args: { ids: [lead.id] } },
    ]);
    const nonsense = [
      { name: 'no.such', args: {} },
      { name: 'lead.create', args: { id: 'x' } },
    ];
    return [...made, ...changed, ...nonsense].map((mutation, i) => ({ ...mutation, seq: i + 1, at: now - 1000 + i }));
  }

  test.each(organization.scopes.map((scope, i) => [scope.role, i, scope] as const))(
    '%s %i: snapshot, push, pull and views',
    async (_role, i, { userId }) => {
      const clientId = uuid('client', String(i));
      expect(await both('session', { userId })).toMatchObject({ user: { id: userId } });
      const { cursor, rows } = await snapshot(userId, clientId);
      expect(rows).toBeGreaterThan(50);
      const sent = mutations(userId, clientId);
      const request = { protocol: 1, clientId, mutations: sent.slice(0, 250) };
      const pushed = await both('sync.push', { userId, request, now, stamp: `a${i}` });
      if (pushed.kind !== 'reply') throw new Error(JSON.stringify(pushed));
      expect(pushed.bugs).toEqual([]);
      const kinds = new Set(pushed.reply.outcomes.map(({ outcome }) => outcome.kind));
      expect(kinds).toContain('applied');
      // The same again, with more behind it: a reply was lost.
      const again = { ...request, mutations: sent };
      expect(await both('sync.push', { userId, request: again, now, stamp: `b${i}` })).toMatchObject({ kind: 'reply' });
      expect((await pull(userId, clientId, cursor)).length).toBeGreaterThan(0);
      await snapshot(userId, clientId);
      const views = {
        workspace: {},
        search: { term: 'called 7', limit: 20 },
        leadList: { filters: {}, sortBy: 'name', sortDir: 'asc', offset: 0, limit: 50 },
      };
      for (const [name, params] of Object.entries(views)) {
        expect(await both('query', { userId, name, params, now })).toMatchObject({ kind: 'answer' });
      }
    },
  );

  test('mutations through the other doors', async () => {
    const { userId } = organization.scopes[0]!;
    const base = { userId, origin: 'rest', now, stamp: 'rest' } as const;
    const args = { id: uuid('rest'), lastName: 'Rest', email: 'rest@example.org' };
    const created = await both('mutate', { ...base, name: 'lead.create', args, requestId: uuid('r1') });
    expect(created).toMatchObject({ kind: 'applied' });
    const refused = await both('mutate', { ...base, name: 'lead.create', args, requestId: uuid('r2') });
    expect(refused).toMatchObject({ kind: 'rejected', error: { code: 'ID_TAKEN' } });
    expect(await both('sync.version', {})).toEqual({ version: created.kind === 'applied' ? created.version : 0 });
  });
});
