import { join } from 'node:path';
import type { DeviceConfig, DeviceOperations, FirstSync, Opened } from '../contract.ts';
import { editedField, editedId, editedValue } from '../leads.ts';
import { loadFrom, readConfig, serveOperations, stopWatch } from '../serve.ts';
import type { PouchConstructor, PouchDatabase } from './pouch.ts';

const { folder, modules, url, leads, edits } = readConfig<DeviceConfig>();
const remote = `${url}/leads`;
let database: PouchDatabase;

async function openDatabase(): Promise<void> {
  const { default: PouchDB } = await loadFrom<{ default: PouchConstructor }>(modules, 'pouchdb');
  database = new PouchDB(join(folder, 'leads'));
  await database.info();
}

async function firstSync(): Promise<FirstSync> {
  await openDatabase();
  const watch = stopWatch();
  await database.replicate.from(remote);
  const durable = watch();
  const { doc_count: rows } = await database.info();
  return { durable, usable: durable, everything: durable, rows };
}

async function edit(): Promise<number> {
  const watch = stopWatch();
  for (let i = 0; i < edits; i++) {
    const lead = await database.get(editedId(i, leads));
    await database.put({ ...lead, [editedField]: editedValue(i) });
  }
  return watch();
}

async function push(): Promise<number> {
  const watch = stopWatch();
  expectEdits((await database.replicate.to(remote)).docs_written);
  return watch();
}

async function pull(): Promise<number> {
  const watch = stopWatch();
  expectEdits((await database.replicate.from(remote)).docs_written);
  return watch();
}

function expectEdits(written: number): void {
  if (written !== edits) throw new Error(`${written} of ${edits} edits were written`);
}

async function open(): Promise<Opened> {
  const watch = stopWatch();
  await openDatabase();
  const { rows } = await database.allDocs({ include_docs: true, limit: 50 });
  return { ms: watch() * 1000, rows: rows.length };
}

serveOperations({ firstSync, edit, push, pull, open } satisfies DeviceOperations);
