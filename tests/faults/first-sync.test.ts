import { randomBytes } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { maxPushMutations } from '../../core/protocol/sync.ts';
import { Api, TestDevice } from '../server/api.ts';
import { adminEmail, adminPassword } from '../server/server-process.ts';
import { leadTotal, leadWithNote, signIn, synced, useField } from './support/field.ts';

// Verifies: SYNC-1, SYNC-4

const field = useField();
const leadCount = 5000;

beforeAll(async () => {
  const api = await new Api(field().server.url).signIn(adminEmail, adminPassword);
  const writer = new TestDevice(api);
  for (let first = 0; first < leadCount; first += maxPushMutations) {
    const batch = Array.from({ length: maxPushMutations }, (_, n) => {
      const lead = leadWithNote(`Lead ${first + n}`);
      // Random text: what cannot be compressed shows in the bytes on the line.
      return writer.mutation('lead.create', { ...lead, note: randomBytes(150).toString('base64') });
    });
    const { status } = await writer.push(...batch);
    expect(status).toBe(200);
  }
}, 120_000);

const snapshotRequests = (sent: string): boolean => sent.includes('POST /v1/sync/snapshot');

/** @returns how many bytes a device that starts with nothing receives */
async function wholeSync(): Promise<number> {
  const before = field().line.receivedBytes;
  await (await field().syncedDevice('measure')).kill();
  return field().line.receivedBytes - before;
}

/** Rows that have to be there before the kill: the notes, which come last, carry most of the bytes. */
const enough = ({ total }: { total: number }): number => 0.5 * total;

it('goes on where a killed device stopped, ends complete and fetches little twice', async () => {
  const { line } = field();
  const whole = await wholeSync();
  line.fate = (sent) => (snapshotRequests(sent) ? 'holdReply' : 'pass');
  line.heldAfterBytes = Math.floor(whole * 0.85);
  const killed = await field().device('killed');
  await signIn(killed, line.url);
  // Whole chunks have arrived, and a part of the next.
  await killed.until(({ progress }) => progress !== null && progress.done > enough(progress));
  await killed.kill();

  line.fate = () => 'pass';
  const before = line.receivedBytes;
  const again = await field().device('killed');
  await again.until(({ progress, lastSyncedAt }) => lastSyncedAt !== null || progress!.done > enough(progress!));
  await synced(again);
  const refetched = line.receivedBytes - before;
  expect(await leadTotal(again)).toBe(leadCount);
  // The rest, and at most one chunk of 2,000 rows again.
  expect(refetched).toBeLessThan(whole * 0.6);
  expect(refetched).toBeGreaterThan(0);
}, 120_000);
