import { expect, it } from 'vitest';
import { Api } from '../server/api.ts';
import { adminEmail, adminPassword } from '../server/server-process.ts';
import { leadTotal, leadWithNote, outbox, synced, useField } from './support/field.ts';

// Verifies: SYNC-2

const field = useField();
const edits = 5000;

it(`drains ${edits} changes made offline, also when the device is killed half way`, async () => {
  const device = await field().syncedDevice('long');
  field().line.cut();
  for (let made = 0; made < edits; made += 500) {
    await Promise.all(
      Array.from({ length: 500 }, (_, n) =>
        device.call('mutate', { name: 'lead.create', args: leadWithNote(`Lead ${made + n}`) }),
      ),
    );
  }
  expect((await device.call('sync.status', {})).pending).toBe(edits);
  field().line.mend();
  await device.call('sync.now', { reason: 'network' });
  await device.until(({ pending }) => pending < edits / 2);
  await device.kill();

  const again = await field().device('long');
  await synced(again);
  expect(await outbox(again)).toEqual([]);
  expect(await leadTotal(again)).toBe(edits);
  const owner = await new Api(field().server.url).signIn(adminEmail, adminPassword);
  expect((await owner.get('/v1/leads?limit=1')).body).toMatchObject({ total: edits });
}, 120_000);
