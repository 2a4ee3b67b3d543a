import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync, createGunzip, gzipSync } from 'node:zlib';
import { linesOf } from '../../../../electron/sync/lines.ts';
import type { DeviceConfig, DeviceOperations, FirstSync, Opened } from '../contract.ts';
import { editedField, editedId, editedValue } from '../leads.ts';
import { readConfig, serveOperations, stopWatch } from '../serve.ts';

const { folder, url, leads, edits, variant } = readConfig<DeviceConfig>();
const gzip = variant === 'gzip';
mkdirSync(folder, { recursive: true });

const openDevice = async () => {
  const { openTable } = await import('./table.ts');
  return openTable(join(folder, 'device.db'), { encrypted: variant === 'encrypted' });
};
let opened: Awaited<ReturnType<typeof openDevice>> | undefined;
const database = async () => (opened ??= await openDevice());

async function firstSync(): Promise<FirstSync> {
  const { insertStatement } = await import('./table.ts');
  const db = await database();
  const insert = insertStatement(db);
  const watch = stopWatch();
  const response = await fetch(`${url}/leads`);
  const body = gzip
    ? (Readable.toWeb(Readable.fromWeb(response.body! as never).pipe(createGunzip())) as typeof response.body)
    : response.body;
  db.exec('begin');
  for await (const line of linesOf(body!)) insert.run(JSON.parse(line) as unknown[]);
  db.exec('commit');
  const durable = watch();
  const { rows } = db.prepare('select count(*) as rows from "leads"').get() as { rows: number };
  return { durable, usable: durable, everything: durable, rows };
}

const pending: [string, string][] = [];

async function edit(): Promise<number> {
  const update = (await database()).prepare(`update "leads" set "${editedField}" = ? where "id" = ?`);
  const watch = stopWatch();
  for (let i = 0; i < edits; i++) {
    update.run(editedValue(i), editedId(i, leads));
    pending.push([editedId(i, leads), editedValue(i)]);
  }
  return watch();
}

async function push(): Promise<number> {
  const watch = stopWatch();
  const body = JSON.stringify(pending);
  await fetch(`${url}/edits`, { method: 'POST', body: gzip ? gzipSync(body, { level: 1 }) : body });
  return watch();
}

async function pull(): Promise<number> {
  const db = await database();
  const update = db.prepare(`update "leads" set "${editedField}" = ? where "id" = ?`);
  const watch = stopWatch();
  const bytes = Buffer.from(await (await fetch(`${url}/changes`)).arrayBuffer());
  const changed = JSON.parse((gzip ? gunzipSync(bytes) : bytes).toString()) as [string, string][];
  db.transaction(() => {
    for (const [id, value] of changed) update.run(value, id);
  })();
  const seconds = watch();
  if (changed.length !== edits) throw new Error(`${changed.length} of ${edits} edits arrived`);
  return seconds;
}

async function open(): Promise<Opened> {
  const watch = stopWatch();
  const rows = (await database()).prepare('select * from "leads" order by "id" limit 50').all();
  return { ms: watch() * 1000, rows: rows.length };
}

serveOperations({ firstSync, edit, push, pull, open } satisfies DeviceOperations);
