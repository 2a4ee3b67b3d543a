// Verifies: SYNC-2
import { expect, it } from 'vitest';
import { Api, newId } from '../server/api.ts';
import { adminEmail, adminPassword } from '../server/server-process.ts';
import { hurried, leadWithNote, outbox, synced, useField } from './support/field.ts';

const field = useField();

it('notices that a kept connection died while the process was stopped, and sends what was done exactly once', async () => {
  const { line } = field();
  const device = await field().syncedDevice('busy');
  const lead = leadWithNote('Kept');
  await device.call('mutate', { name: 'lead.create', args: lead });
  await synced(device);
  const owner = await new Api(field().server.url).signIn(adminEmail, adminPassword);
  const rounds = 4;
  for (let n = 0; n < rounds; n++) {
    // A process that does not come to read the end of its connections: swapped out, or busy.
    device.child.kill('SIGSTOP');
    line.cut();
    line.mend();
    const args = { id: newId(), leadId: lead.id, body: `while stopped ${n}` };
    const made = device.call('mutate', { name: 'note.add', args });
    device.child.kill('SIGCONT');
    await made;
    await hurried(device);
  }
  expect(await outbox(device)).toEqual([]);
  const { body } = await owner.get<{ total: number }>(`/v1/leads/${lead.id}/timeline?kinds=note`);
  expect(body.total).toBe(rounds + 1);
}, 60_000);
