import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { ServerConfig, ServerReady } from '../contract.ts';
import { peerLead } from '../leads.ts';
import { loadFrom, readConfig, serveOperations } from '../serve.ts';
import type { PouchConstructor } from './pouch.ts';

type Express = () => RequestListener & { use(path: string, handler: unknown): void };
type ExpressPouch = (pouch: PouchConstructor, options: object) => unknown;

const { folder, modules, leads } = readConfig<ServerConfig>();
const documentsPerWrite = 1000;

async function start(): Promise<ServerReady> {
  const { default: PouchDB } = await loadFrom<{ default: PouchConstructor }>(modules, 'pouchdb');
  const { default: express } = await loadFrom<{ default: Express }>(modules, 'express');
  const { default: expressPouch } = await loadFrom<{ default: ExpressPouch }>(modules, 'express-pouchdb');
  const Pouch = PouchDB.defaults({ prefix: `${folder}/` });
  const app = express();
  const options = { logPath: join(folder, 'pouch.log'), inMemoryConfig: true, mode: 'minimumForPouchDB' };
  app.use('/', expressPouch(Pouch, options));
  const database = new Pouch('leads');
  for (let from = 0; from < leads; from += documentsPerWrite) {
    const size = Math.min(documentsPerWrite, leads - from);
    await database.bulkDocs(Array.from({ length: size }, (_, k) => documentOf(from + k)));
  }
  const server = createServer(app);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, shared: null };
}

function documentOf(i: number): { _id: string } {
  const { id, ...cells } = peerLead(i);
  return { _id: String(id), ...cells };
}

serveOperations({ start });
