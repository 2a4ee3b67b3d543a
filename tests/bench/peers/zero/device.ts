import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { DeviceConfig, DeviceOperations, FirstSync, Opened } from '../contract.ts';
import { editedField, editedId, editedValue } from '../leads.ts';
import { readConfig, serveOperations, stopWatch } from '../serve.ts';
import { openZero, type LeadRow, type Zero } from './zero.ts';

const { folder, modules, url, leads, edits } = readConfig<DeviceConfig>();
/** Rows are written behind: the store is complete when it has not grown for so long. */
const quietMs = 3_000;
const pollMs = 20;
const bytesPerLeadAtLeast = 200;
let zero: Zero;
let rows: readonly LeadRow[] = [];

function storedBytes(): number {
  return globSync(join(folder, '*')).reduce((sum, file) => sum + statSync(file).size, 0);
}

async function firstSync(): Promise<FirstSync> {
  zero = await openZero(modules, folder, url, 'bench');
  const watch = stopWatch();
  const view = zero.materialize(zero.query.lead);
  const complete = new Promise<void>((resolve) => {
    view.addListener((all, result) => {
      rows = all;
      if (result === 'complete' && all.length === leads) resolve();
    });
  });
  await complete;
  const usable = watch();
  let durable = usable;
  for (let bytes = 0; watch() - durable < quietMs / 1000; await pause(pollMs)) {
    const now = storedBytes();
    if (now !== bytes || now < leads * bytesPerLeadAtLeast) durable = watch();
    bytes = now;
  }
  return { durable, usable, everything: durable, rows: rows.length };
}

/** It refuses writes while it is offline. */
const edit = async (): Promise<null> => null;

async function push(): Promise<number> {
  const watch = stopWatch();
  for (let i = 0; i < edits; i++) {
    await zero.mutate.lead.update({ id: editedId(i, leads), [editedField]: editedValue(i) });
  }
  return watch();
}

async function pull(): Promise<number> {
  // Nothing is added or removed meanwhile, so rows keep their places: looking must not cost the device more than a few rows.
  const places = new Map(rows.map((row, at) => [String(row['id']), at]));
  let arrived = 0;
  const watch = stopWatch();
  for (;;) {
    while (arrived < edits && rows[places.get(editedId(arrived, leads))!]![editedField] === editedValue(arrived))
      arrived++;
    if (arrived === edits) return watch();
    await pause(10);
  }
}

async function open(): Promise<Opened> {
  const watch = stopWatch();
  zero = await openZero(modules, folder, url, 'bench');
  const view = zero.materialize(zero.query.lead.orderBy('id', 'asc').limit(50));
  const first = await new Promise<number>((resolve) => {
    view.addListener((page) => page.length === 50 && resolve(page.length));
  });
  return { ms: watch() * 1000, rows: first };
}

serveOperations({ firstSync, edit, push, pull, open } satisfies DeviceOperations);
