// Verifies: SYNC-2 — the order and the times of what people do do not hang on a machine's clock.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { Api, newId } from '../server/api.ts';
import { adminEmail, adminPassword } from '../server/server-process.ts';
import type { DeviceProcess } from './support/device-process.ts';
import { hurried, leadWithNote, synced, useField } from './support/field.ts';
import { userOf } from './support/profiles.ts';

const field = useField();
const hourMs = 3_600_000;
const threeDaysMs = 72 * hourMs;
let owner: Api;
beforeAll(async () => {
  owner = await new Api(field().server.url).signIn(adminEmail, adminPassword);
});

const appointment = async (device: DeviceProcess, leadId: string, startAt: number) =>
  device.reply('mutate', {
    name: 'appointment.create',
    args: { id: newId(), leadId, ownerId: await userOf(device), startAt, endAt: startAt + hourMs, onOverlap: 'accept' },
  });
const note = (device: DeviceProcess, leadId: string, body: string): Promise<unknown> =>
  device.call('mutate', { name: 'note.add', args: { id: newId(), leadId, body } });

type Note = { readonly body: string; readonly at: number };

/** The notes of a lead and when the server says that they were written, oldest first, epoch milliseconds. */
async function notesOf(leadId: string): Promise<Note[]> {
  const { body } = await owner.get<{ items: { body: string; createdAt: string }[] }>(
    `/v1/leads/${leadId}/timeline?kinds=note&limit=50`,
  );
  return body.items.map((note) => ({ body: note.body, at: Date.parse(note.createdAt) })).toReversed();
}

/** Waits for an exchange with the server, whose clock the device then knows again. */
async function contact(device: DeviceProcess): Promise<void> {
  const before = (await device.call('sync.status', {})).lastSyncedAt;
  await device.call('sync.now', { reason: 'network' });
  await device.until(({ lastSyncedAt, connection }) => connection === 'online' && lastSyncedAt !== before);
}

it.each([
  ['ahead', threeDaysMs],
  ['behind', -threeDaysMs],
])(
  'a machine whose clock is three days %s works, online and offline, at the right time',
  async (name, offMs) => {
    const { line, profiles } = field();
    const clockFile = join(profiles.path, `clock-${name}`);
    writeFileSync(clockFile, String(offMs));
    const began = Date.now();
    const device = await field().syncedDevice(name, { clockFile });
    const lead = leadWithNote(`Clock ${name}`);
    await device.call('mutate', { name: 'lead.create', args: lead });
    line.cut();
    await note(device, lead.id, 'offline');
    // In an hour: not in the past for anybody but this clock, and an hour ago is, whatever it says.
    expect(await appointment(device, lead.id, Date.now() + hourMs)).toMatchObject({ ok: true });
    expect(await appointment(device, lead.id, Date.now() - hourMs)).toMatchObject({
      ok: false,
      error: { kind: 'domain', error: { code: 'APPOINTMENT_IN_PAST' } },
    });
    line.mend();
    await hurried(device);
    // It is set right while the application runs, then wrong the other way.
    for (const [at, jumpMs] of [0, -offMs, offMs].entries()) {
      writeFileSync(clockFile, String(jumpMs));
      await contact(device);
      await note(device, lead.id, `after jump ${at}`);
      expect(await appointment(device, lead.id, Date.now() + (2 + at) * hourMs)).toMatchObject({ ok: true });
    }
    await synced(device);
    expect((await device.call('sync.status', {})).rejected).toBe(0);
    const notes = await notesOf(lead.id);
    expect(notes.map(({ body }) => body)).toEqual([
      lead.note,
      'offline',
      'after jump 0',
      'after jump 1',
      'after jump 2',
    ]);
    expect(notes.map(({ at }) => at)).toEqual(notes.map(({ at }) => at).toSorted((a, b) => a - b));
    for (const { at } of notes) {
      expect(at).toBeGreaterThanOrEqual(began - 60_000);
      expect(at).toBeLessThanOrEqual(Date.now() + 60_000);
    }
    await device.kill();
  },
  60_000,
);
