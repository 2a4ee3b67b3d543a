// A device of ours in a process of its own, with what only the bench of Outpost alone asks of it.
import type { SyncLogEntry } from '../../core/bridge/sync-centre.ts';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { openEncrypted } from '../../electron/data/sqlite-connection.ts';
import { benchKey } from './bench-device.ts';
import { leadId } from './bench-lead.ts';
import { timings, type Timings } from './measure.ts';
import type { DeviceConfig } from './peers/contract.ts';
import { OutpostDevice, until } from './peers/outpost/outpost-device.ts';
import { readConfig, serveOperations, stopWatch } from './peers/serve.ts';
import { pullWithPending, type PendingPull } from './pending-pull.ts';
import { measureViews } from './views.ts';

const config = readConfig<DeviceConfig>();
const outpost = new OutpostDevice(config);

/** What an audit has found. */
export type Audited = { readonly seconds: number; readonly checked: number; readonly repaired: number };

const views = (): Promise<Record<string, Timings>> => measureViews(outpost.device, config.leads);
const editTimings = (): Promise<Timings> => timings(config.edits, (i) => outpost.editOne(i));

/** Starts a sync that somebody will cut off: answers when it is under way. */
async function beginFirstSync(): Promise<void> {
  void outpost.firstSync();
}

/** Goes on with whatever is in the profile until everything is there. @returns seconds */
async function resume(): Promise<number> {
  await outpost.start();
  const watch = stopWatch();
  await outpost.complete();
  return watch();
}

const stop = (): Promise<void> => outpost.stop();
const pendingPull = (): Promise<PendingPull> => pullWithPending(config.folder);

/** Changes rows of the stopped device's file as a broken disk or program would, unnoticed, and has the audit due at the next start. */
async function damage(): Promise<void> {
  await outpost.stop();
  const db = openEncrypted(globSync(join(config.folder, 'data-*.db'))[0]!, benchKey);
  for (let i = 0; i < config.edits; i++) {
    db.prepare(`update "leads" set "company" = 'damaged' where "id" = ?`).run(leadId(i * 31 + 3));
  }
  db.prepare(`update "deviceState" set "value" = '0' where "id" = 'nextAuditAt'`).run();
  db.close();
}

async function audit(): Promise<Audited> {
  const since = Date.now();
  const watch = stopWatch();
  const device = await outpost.start();
  let found: SyncLogEntry | undefined;
  await until(async () => {
    const log = await device.call('sync.log', {});
    found = log.find(({ kind, at }) => (kind === 'repaired' || kind === 'audited') && at >= since);
    return found !== undefined;
  });
  const { checked, repaired } = found!.details;
  return { seconds: watch(), checked: Number(checked), repaired: Number(repaired) };
}

const { firstSync, edit, push, pull, open, memory } = outpost;
serveOperations(
  {
    firstSync,
    edit,
    push,
    pull,
    open,
    memory,
    views,
    editTimings,
    beginFirstSync,
    resume,
    stop,
    pendingPull,
    damage,
    audit,
  },
  () => outpost.stop(),
);
