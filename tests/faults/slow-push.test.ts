// Verifies: SYNC-2
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { maxPushMutations } from '../../core/protocol/sync.ts';
import { Api, newId } from '../server/api.ts';
import { adminEmail, adminPassword } from '../server/server-process.ts';
import { hurried, leadTotal, leadWithNote, outbox, useField } from './support/field.ts';
import { databaseOf, userOf, workOffline } from './support/profiles.ts';

const field = useField();
const hastyServer = join(import.meta.dirname, 'support/hasty-server-main.ts');
/** Less than a full push takes, and more than an answer out of the ledger. */
const requestMs = '60';

it('sends a push again that took longer than the server lets a request take, and nothing happens twice', async () => {
  const { profiles } = field();
  const fresh = await field().syncedDevice('slow');
  const userId = await userOf(fresh);
  await fresh.stop();
  const lead = leadWithNote('Slow');
  workOffline(databaseOf(join(profiles.path, 'slow')), userId, (mutate) => {
    mutate('lead.create', lead);
    for (let n = 1; n < maxPushMutations; n++) {
      mutate('note.add', { id: newId(), leadId: lead.id, body: `note ${n} ${'n'.repeat(3000)}` });
    }
  });
  await field().whileServerIsDown(() => Promise.resolve(), {
    main: hastyServer,
    env: { OUTPOST_REQUEST_MS: requestMs },
  });
  const device = await field().device('slow');
  const late = (): boolean => field().server.log().includes('"status":503');
  await expect.poll(late, { timeout: 20_000 }).toBe(true);
  const status = await device.call('sync.status', {});
  expect(status.pending).toBe(maxPushMutations);
  expect(status.rejected).toBe(0);
  // What was given up had been carried out, or it will be the next time; either way once.
  await field().whileServerIsDown(() => Promise.resolve());
  await hurried(device);
  expect(await outbox(device)).toEqual([]);
  expect(await leadTotal(device)).toBe(1);
  const owner = await new Api(field().server.url).signIn(adminEmail, adminPassword);
  const { body } = await owner.get<{ total: number }>(`/v1/leads/${lead.id}/timeline?kinds=note&limit=1`);
  expect(body.total).toBe(maxPushMutations);
}, 90_000);
