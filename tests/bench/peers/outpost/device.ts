import { setTimeout as pause } from 'node:timers/promises';
import type { BoardCards } from '../../../../core/queries/board.ts';
import { startDevice, type BenchDevice } from '../../bench-device.ts';
import { account, pipelineId, stageIds } from '../../bench-lead.ts';
import { collectWorkerGarbage } from '../../garbage-channel.ts';
import type { DeviceConfig, DeviceOperations, FirstSync, Memory, Opened } from '../contract.ts';
import { editedField, editedId, editedLead, editedValue, peerLead } from '../leads.ts';
import { memory, readConfig, serveOperations, stopWatch } from '../serve.ts';
import { StoredLeads } from './stored-leads.ts';

const { folder, url, leads, edits } = readConfig<DeviceConfig>();
const firstPage = { pipelineId, stageId: stageIds[0]!, filters: {}, offset: 0, limit: 50 };
const fullPage = Math.min(50, Math.floor(leads / stageIds.length));
const pollMs = 5;

let device: BenchDevice | undefined;
let stored: StoredLeads | undefined;

async function until(done: () => boolean): Promise<void> {
  while (!done()) await pause(pollMs);
}

/** As a person's first day: signed in, the board on the screen. */
async function firstSync(): Promise<FirstSync> {
  device = await startDevice(folder);
  await device.call('session.signIn', { serverUrl: url, ...account });
  const watch = stopWatch();
  stored = new StoredLeads(folder);
  let usable: number | undefined;
  const shown = (cards: unknown): void => {
    if ((cards as BoardCards).cards.length >= fullPage) usable ??= watch();
  };
  shown(await device.subscribe('boardCards', firstPage, shown));
  await until(() => stored!.holdsAll(leads));
  const durable = watch();
  await device.until((status) => status.connection === 'online' && status.lastSyncedAt !== null);
  await until(() => stored!.isIndexed());
  const everything = watch();
  await until(() => usable !== undefined);
  return { durable, usable: usable!, everything, rows: stored.count() };
}

async function edit(): Promise<number> {
  const watch = stopWatch();
  for (let i = 0; i < edits; i++) {
    const from = peerLead(editedLead(i, leads))[editedField]!;
    const changes = { [editedField]: { from, to: editedValue(i) } };
    await device!.call('mutate', { name: 'lead.update', args: { id: editedId(i, leads), changes } });
  }
  return watch();
}

async function push(): Promise<number> {
  const watch = stopWatch();
  await device!.call('sync.now', { reason: 'person' });
  await device!.until((status) => status.pending === 0);
  return watch();
}

/** Does nothing but look: a device that is online hears of changes. */
async function pull(): Promise<number> {
  const watch = stopWatch();
  await until(() => stored!.holdsEdits(edits, leads));
  return watch();
}

async function open(): Promise<Opened> {
  const watch = stopWatch();
  device = await startDevice(folder);
  const { cards } = (await device.call('query', { name: 'boardCards', params: firstPage })) as BoardCards;
  return { ms: watch() * 1000, rows: cards.length };
}

async function memoryWithWorker(): Promise<Memory> {
  await collectWorkerGarbage();
  return memory();
}

const operations = { firstSync, edit, push, pull, open } satisfies DeviceOperations;
serveOperations({ ...operations, memory: memoryWithWorker }, async () => {
  stored?.close();
  await device?.stop();
});
