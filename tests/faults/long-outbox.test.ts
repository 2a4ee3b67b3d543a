import { join } from 'node:path';
import { expect, it } from 'vitest';
import { maxPushBytes, maxPushMutations } from '../../core/protocol/sync.ts';
import { Api, newId } from '../server/api.ts';
import { adminEmail, adminPassword } from '../server/server-process.ts';
import { leadTotal, leadWithNote, outbox, synced, useField } from './support/field.ts';
import { databaseOf, userOf, workOffline } from './support/profiles.ts';

const field = useField();
const leads = 8600;
/** Pushes of as many as may go at once would be longer than the server takes. */
const longNotes = 1400;
const edits = leads + longNotes;
const longText = 'n'.repeat(Math.ceil((1.1 * maxPushBytes) / maxPushMutations));

it(`drains ${edits} changes made offline, exactly once, also when the device is killed half way. Verifies: SYNC-1, SYNC-2`, async () => {
  const { line, profiles } = field();
  const fresh = await field().syncedDevice('long');
  const userId = await userOf(fresh);
  await fresh.stop();
  const first = leadWithNote('Lead 0');
  const database = databaseOf(join(profiles.path, 'long'));
  workOffline(database, userId, (mutate) => {
    for (let n = 0; n < leads; n++) mutate('lead.create', n === 0 ? first : leadWithNote(`Lead ${n}`));
    for (let n = 0; n < longNotes; n++) {
      mutate('note.add', { id: newId(), leadId: first.id, body: `${n} ${longText}` });
    }
  });
  let pushes = 0;
  line.fate = (sent) => {
    if (sent.includes('POST /v1/sync/push')) pushes += 1;
    return 'pass';
  };
  const device = await field().device('long');
  expect((await device.call('sync.status', {})).pending).toBeGreaterThan(edits / 2);
  await device.until(({ pending }) => pending < edits / 2);
  await device.kill();

  const again = await field().device('long');
  await synced(again);
  expect(await outbox(again)).toEqual([]);
  expect(await leadTotal(again)).toBe(leads);
  const owner = await new Api(field().server.url).signIn(adminEmail, adminPassword);
  expect((await owner.get('/v1/leads?limit=1')).body).toMatchObject({ total: leads });
  const timeline = `/v1/leads/${first.id}/timeline?kinds=note&limit=1`;
  expect((await owner.get(timeline)).body).toMatchObject({ total: longNotes + 1 });
  // Full pushes, one after the other, and no more of them than the kill cost.
  expect(pushes).toBeLessThan(1.5 * Math.ceil(edits / maxPushMutations) + 5);
}, 240_000);
