import type { DeviceConfig, DeviceOperations, FirstSync, Opened } from '../contract.ts';
import { editedField, editedId, editedValue } from '../leads.ts';
import { readConfig, serveOperations, stopWatch } from '../serve.ts';
import { openWatermelon, type Watermelon } from './watermelon.ts';

const { folder, modules, url, leads, edits } = readConfig<DeviceConfig>();
let watermelon: Watermelon;

async function sync(): Promise<number> {
  const watch = stopWatch();
  await watermelon.synchronize({
    database: watermelon.database,
    pullChanges: async ({ lastPulledAt }) => (await fetch(`${url}/?since=${lastPulledAt ?? 0}`)).json(),
    pushChanges: async ({ changes, lastPulledAt }) => {
      const body = JSON.stringify({ changes, since: lastPulledAt });
      const response = await fetch(url, { method: 'POST', body });
      if (!response.ok) throw new Error(await response.text());
    },
  });
  return watch();
}

async function firstSync(): Promise<FirstSync> {
  watermelon = await openWatermelon(modules, folder);
  const durable = await sync();
  const rows = await watermelon.database.get('leads').query().fetchCount();
  return { durable, usable: durable, everything: durable, rows };
}

async function edit(): Promise<number> {
  const { database } = watermelon;
  const watch = stopWatch();
  for (let i = 0; i < edits; i++) {
    await database.write(async () => {
      const lead = await database.get('leads').find(editedId(i, leads));
      await database.batch(lead.prepareUpdate((change) => change._setRaw(editedField, editedValue(i))));
    });
  }
  return watch();
}

async function pull(): Promise<number> {
  const seconds = await sync();
  const last = await watermelon.database.get('leads').find(editedId(edits - 1, leads));
  if (last._raw[editedField] !== editedValue(edits - 1)) throw new Error('the last edit has not arrived');
  return seconds;
}

async function open(): Promise<Opened> {
  const watch = stopWatch();
  const { database, take } = await openWatermelon(modules, folder);
  const rows = await database.get('leads').query(take(50)).fetch();
  return { ms: watch() * 1000, rows: rows.length };
}

serveOperations({ firstSync, edit, push: sync, pull, open } satisfies DeviceOperations);
