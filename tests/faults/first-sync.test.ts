import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { makeCompany } from '../bench/big-company.ts';
import { adminEmail, adminPassword } from '../server/server-process.ts';
import type { DeviceProcess } from './support/device-process.ts';
import { leadTotal, signIn, synced, useField } from './support/field.ts';

// Verifies: SYNC-1, SYNC-4

const leads = 20_000;
const admin = { email: adminEmail, password: adminPassword };
const field = useField({ fill: (folder) => makeCompany(folder, { leads, notes: true }, admin) });

/** Of all bytes of a first sync, at most this share is fetched twice. */
const mostFetchedTwice = 0.05;

const snapshotRequests = (sent: string): boolean => sent.includes('POST /v1/sync/snapshot');

/** @returns how many bytes a device that starts with nothing receives */
async function wholeSync(): Promise<number> {
  const before = field().line.receivedBytes;
  await (await field().syncedDevice('measure')).kill();
  return field().line.receivedBytes - before;
}

/** Waits until a device has applied what the line lets through. @returns rows applied, and of how many */
async function standingStill(device: DeviceProcess): Promise<{ done: number; total: number }> {
  for (let before = -1; ; await pause(500)) {
    const { progress } = await device.call('sync.status', {});
    if (progress && progress.done > 0 && progress.done === before) return progress;
    before = progress?.done ?? -1;
  }
}

it('goes on where a killed device stopped, ends complete and fetches little twice', async () => {
  const { line } = field();
  const whole = await wholeSync();
  const before = line.receivedBytes;
  line.fate = (sent) => (snapshotRequests(sent) ? 'holdReply' : 'pass');
  line.heldAfterBytes = Math.floor(whole / 2);
  const killed = await field().device('killed');
  await signIn(killed, line.url);
  // Whole chunks have arrived, and a part of the next.
  const { done, total } = await standingStill(killed);
  await killed.kill();
  expect(done / total).toBeGreaterThan(0.3);
  expect(done / total).toBeLessThan(0.7);

  line.fate = () => 'pass';
  const again = await field().device('killed');
  await synced(again);
  expect(await leadTotal(again)).toBe(leads);
  const fetchedTwice = line.receivedBytes - before - whole;
  expect(fetchedTwice / whole).toBeLessThan(mostFetchedTwice);
}, 120_000);
