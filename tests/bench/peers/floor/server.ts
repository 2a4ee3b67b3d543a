// Leads as lines of JSON, edits in one transaction, changes since a number: HTTP and SQLite, nothing else.
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGunzip, createGzip, gzipSync } from 'node:zlib';
import { text } from 'node:stream/consumers';
import type { ServerConfig, ServerReady } from '../contract.ts';
import { editedField, leadColumns, peerLead } from '../leads.ts';
import { readConfig, serveOperations } from '../serve.ts';
import { insertStatement, openTable } from './table.ts';

const config = readConfig<ServerConfig>();
const gzip = config.variant === 'gzip';
const db = openTable(join(config.folder, 'server.db'));
const linesPerPiece = 200;

function* pieces(): Generator<string> {
  const names = leadColumns.map((name) => `"${name}"`).join(', ');
  let piece = '';
  let count = 0;
  for (const row of db.prepare(`select ${names} from "leads"`).raw().iterate()) {
    piece += `${JSON.stringify(row)}\n`;
    if (++count % linesPerPiece === 0) {
      yield piece;
      piece = '';
    }
  }
  yield piece;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  return text(gzip ? request.pipe(createGunzip()) : request);
}

let changes = 0;

function applyEdits(body: string): void {
  const update = db.prepare(`update "leads" set "${editedField}" = ?, "changed" = ? where "id" = ?`);
  changes++;
  db.transaction(() => {
    for (const [id, value] of JSON.parse(body) as [string, string][]) update.run(value, changes, id);
  })();
}

const server = createServer((request, response) => {
  void (async () => {
    if (request.url === '/leads') {
      const stages = gzip ? [createGzip({ level: constants.Z_BEST_SPEED })] : [];
      return pipeline([Readable.from(pieces()), ...stages, response]);
    }
    if (request.url === '/edits') {
      applyEdits(await bodyOf(request));
      return response.end();
    }
    const changed = db.prepare(`select "id", "${editedField}" from "leads" where "changed" is not null`).raw().all();
    const body = Buffer.from(JSON.stringify(changed));
    return response.end(gzip ? gzipSync(body, { level: constants.Z_BEST_SPEED }) : body);
  })();
});

async function start(): Promise<ServerReady> {
  const insert = insertStatement(db);
  db.transaction(() => {
    for (let i = 0; i < config.leads; i++) insert.run(Object.values(peerLead(i)));
  })();
  db.pragma('wal_checkpoint(TRUNCATE)');
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, shared: null };
}

serveOperations({ start });
