import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { protocolVersion } from '../../core/protocol/sync.ts';
import { deviceSpecs } from '../../core/schema/tables.ts';
import type { PullPage } from '../../electron/data/device-apply.ts';
import { Device } from '../../electron/data/device.ts';
import { boundDatabaseFile, settingsFile } from '../../electron/data/profile.ts';
import { readMigrations } from '../../electron/data/sqlite-migrations.ts';
import { openSettings } from '../../electron/data/sqlite-settings.ts';
import { openSqliteStore } from '../../electron/data/sqlite-store.ts';
import { httpTransport } from '../../electron/sync/http-transport.ts';
import { benchKey } from './bench-device.ts';

export type PendingPull = {
  /** From the question to the answer on the disk, everything replayed. */
  readonly seconds: number;
  readonly pending: number;
  readonly rows: number;
};

/**
 * Pulls into a device that was stopped with work pending, before anything of it is sent. The engine sends first; without it this
 * is the pull at its most expensive, where all pending mutations are replayed on the rows that arrive.
 */
export async function pullWithPending(folder: string): Promise<PendingPull> {
  const settings = openSettings(settingsFile(folder), benchKey, Date.now(), (cause) => {
    throw cause;
  });
  const session = settings.get('session');
  settings.close();
  if (session?.kind !== 'synced') throw new Error('nobody is signed in');
  const { serverUrl, serverId, token, organization, user } = session;
  const file = boundDatabaseFile(folder, { serverId, organizationId: organization.id, userId: user.id });
  const migrations = readMigrations(fileURLToPath(new URL('../../migrations', import.meta.url)));
  const store = openSqliteStore({ file, key: benchKey, specs: deviceSpecs, migrations });
  const ports = { store, now: Date.now, random: randomBytes, onCommit: () => {}, onDeparted: () => {} };
  const device = new Device(ports, { userId: user.id, mode: 'synced' });
  const { pending } = device.status();
  const sentAt = Date.now();
  const started = performance.now();
  const pages = await allPages(device, httpTransport({ serverUrl, serverId, token, organizationId: organization.id }));
  if (!device.pullAnswered(pages, { sentAt, receivedAt: Date.now() })) throw new Error('the pull was held back');
  const seconds = (performance.now() - started) / 1000;
  store.close();
  const rows = pages.flatMap(({ blocks }) => blocks).reduce((sum, block) => sum + block.rows.length, 0);
  return { seconds, pending, rows };
}

async function allPages(device: Device, transport: ReturnType<typeof httpTransport>): Promise<PullPage[]> {
  const { clientId, cursor } = device.position();
  const pages: PullPage[] = [];
  for (let page: string | null = null; ; page = pages.at(-1)!.next) {
    const request = { protocol: protocolVersion, clientId, cursor: cursor!, page };
    const reply = await new Promise<PullPage>((resolve, reject) => {
      transport.pull(request, (result) => {
        if (result.kind === 'reply' && result.reply.kind === 'page') resolve(result.reply);
        else reject(new Error(`the pull was answered with ${JSON.stringify(result)}`));
      });
    });
    pages.push(reply);
    if (reply.next === null) return pages;
  }
}
