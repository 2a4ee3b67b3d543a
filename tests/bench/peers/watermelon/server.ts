// The least that speaks WatermelonDB's sync protocol, on SQLite: only the client is under test.
// https://watermelondb.dev/docs/Sync/Backend
import Database from 'better-sqlite3';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Row } from '../../../../core/kernel/rows.ts';
import type { ServerConfig, ServerReady } from '../contract.ts';
import { leadColumns, peerLead } from '../leads.ts';
import { readConfig, serveOperations } from '../serve.ts';

type Pushed = { readonly changes: { readonly leads: { readonly updated: readonly Row[] } }; readonly since: number };

const { folder, leads } = readConfig<ServerConfig>();
const db = new Database(join(folder, 'server.db'));
db.pragma('journal_mode = WAL');
const names = leadColumns.map((name) => `"${name}"`).join(', ');
db.exec(`create table "leads" (${names}, "born", "changed", primary key ("id"))`);
db.exec('create index "leads_changed" on "leads" ("changed")');

/** Their protocol has a time here; a counter does as well and never repeats. */
let clock = 1;
const put = db.prepare(
  `insert or replace into "leads" values (${leadColumns.map(() => '?').join(', ')}, @born, @changed)`,
);
const marks = db.prepare('select "born", "changed" from "leads" where "id" = ?');

function putLead(row: Readonly<Record<string, unknown>>, born: number): void {
  put.run(...leadColumns.map((name) => row[name]), { born, changed: clock });
}

function changesSince(since: number): object {
  const rows = db.prepare(`select ${names}, "born" from "leads" where "changed" > ?`).all(since);
  const created: unknown[] = [];
  const updated: unknown[] = [];
  for (const { born, ...row } of rows as (Row & { born: number })[]) (born > since ? created : updated).push(row);
  return { changes: { leads: { created, updated, deleted: [] } }, timestamp: clock };
}

/** @throws when a row has changed since: the protocol refuses the whole push */
function applyPush({ changes, since }: Pushed): void {
  db.transaction(() => {
    clock++;
    for (const row of changes.leads.updated) {
      const { born, changed } = marks.get(row.id) as { born: number; changed: number };
      if (changed > since) throw new Error('conflict');
      putLead(row, born);
    }
  })();
}

const server = createServer((request, response) => {
  void (async () => {
    if (request.method === 'POST') {
      applyPush(JSON.parse(await text(request)) as Pushed);
      return response.end('{}');
    }
    const since = Number(new URL(request.url!, 'http://127.0.0.1').searchParams.get('since'));
    return response.end(JSON.stringify(changesSince(since)));
  })();
});

async function start(): Promise<ServerReady> {
  db.transaction(() => {
    for (let i = 0; i < leads; i++) putLead(peerLead(i), 1);
  })();
  // The device is busy for longer than the five seconds after which an idle connection is closed.
  server.keepAliveTimeout = 300_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, shared: null };
}

serveOperations({ start });
