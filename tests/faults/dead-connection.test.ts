import { expect, it } from 'vitest';
import { Api, newId } from '../server/api.ts';
import { adminEmail, adminPassword } from '../server/server-process.ts';
import { leadWithNote, outbox, synced, useField } from './support/field.ts';

const field = useField();
const rounds = 12;
const burst = 40;

it('goes on by itself when a kept connection has died while the device was busy. Verifies: SYNC-2', async () => {
  const { line } = field();
  const device = await field().syncedDevice('busy');
  const lead = leadWithNote('Busy');
  await device.call('mutate', { name: 'lead.create', args: lead });
  await synced(device);
  const connections = line.accepted;
  for (let round = 0; round < rounds; round++) {
    // Every connection ends in order, as an idle one does at a server or on the way, while the device decides and writes.
    const busy = Array.from({ length: burst }, (_, n) =>
      device.call('mutate', {
        name: 'note.add',
        args: { id: newId(), leadId: lead.id, body: `${round} ${n}` },
      }),
    );
    line.endConnections();
    await Promise.all(busy);
    line.endConnections();
    await synced(device);
  }
  expect(line.accepted - connections).toBeGreaterThanOrEqual(rounds);
  expect(await outbox(device)).toEqual([]);
  const owner = await new Api(field().server.url).signIn(adminEmail, adminPassword);
  const timeline = await owner.get(`/v1/leads/${lead.id}/timeline?kinds=note&limit=1`);
  expect(timeline.body).toMatchObject({ total: rounds * burst + 1 });
}, 120_000);
