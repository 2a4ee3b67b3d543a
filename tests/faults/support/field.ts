import { cp, rm } from 'node:fs/promises';
import { afterAll, beforeAll } from 'vitest';
import type { PendingMutation } from '../../../core/bridge/sync-centre.ts';
import type { LeadList } from '../../../core/queries/lead-list.ts';
import { newId } from '../../server/api.ts';
import { adminEmail, adminPassword, dataFolder, startServer, type ServerProcess } from '../../server/server-process.ts';
import { temporaryFolder } from '../../support/device-store.ts';
import { TcpProxy } from '../../support/tcp-proxy.ts';
import { DeviceProcess, type DeviceOptions } from './device-process.ts';

/** A server process, a line to it that can be cut, and devices that can be killed. */
export class Field {
  server: ServerProcess;
  readonly line: TcpProxy;
  readonly profiles = temporaryFolder();
  readonly #folder: Awaited<ReturnType<typeof dataFolder>>;
  readonly #running = new Set<DeviceProcess>();

  private constructor(folder: Awaited<ReturnType<typeof dataFolder>>, server: ServerProcess, line: TcpProxy) {
    this.#folder = folder;
    this.server = server;
    this.line = line;
  }

  /** @param fill puts data into the server's empty folder */
  static async start(fill?: (folder: string) => Promise<unknown>): Promise<Field> {
    const folder = await dataFolder();
    await fill?.(folder.path);
    const server = await startServer({ folder: folder.path });
    return new Field(folder, server, await TcpProxy.start(server.url));
  }

  /** Starts a device; a name that was used before goes on with its profile. */
  async device(name: string, options: DeviceOptions = {}): Promise<DeviceProcess> {
    const device = await DeviceProcess.start(this.profiles.path, name, options);
    this.#running.add(device);
    return device;
  }

  /** A new device, signed in over the line, with everything the server has. */
  async syncedDevice(name: string): Promise<DeviceProcess> {
    const device = await this.device(name);
    await signIn(device, this.line.url);
    await synced(device);
    return device;
  }

  /** Kills the server as a power cut would and starts it again on its data; the line leads to it. */
  async crashServer(): Promise<void> {
    await killed(this.server);
    this.server = await startServer({ folder: this.#folder.path });
    this.line.mend(this.server.url);
  }

  /** Copies the data of the server as an operator's backup does; the server goes on. */
  async backUpServer(): Promise<void> {
    await this.#whileServerIsDown(async (folder) => {
      await rm(`${folder}.backup`, { recursive: true, force: true });
      await cp(folder, `${folder}.backup`, { recursive: true });
    });
  }

  /** Puts the copy in the place of what the server has now. */
  async restoreServer(): Promise<void> {
    await this.#whileServerIsDown(async (folder) => {
      await rm(folder, { recursive: true });
      await cp(`${folder}.backup`, folder, { recursive: true });
    });
  }

  async #whileServerIsDown(work: (folder: string) => Promise<void>): Promise<void> {
    await this.server.stop();
    await work(this.#folder.path);
    this.server = await startServer({ folder: this.#folder.path });
    this.line.mend(this.server.url);
  }

  /** Ends the devices, the line and the server; removes what they wrote. */
  async end(): Promise<void> {
    for (const device of this.#running) await device.kill();
    await this.line.end();
    await this.server.stop();
    await this.#folder.remove();
    await rm(`${this.#folder.path}.backup`, { recursive: true, force: true });
    this.profiles.remove();
  }
}

/** A field for the tests of a file. @param fill see `Field.start` @returns a function, because it starts with the first of them */
export function useField(fill?: (folder: string) => Promise<unknown>): () => Field {
  let field: Field | undefined;
  beforeAll(async () => {
    field = await Field.start(fill);
  });
  afterAll(async () => field?.end());
  return () => field!;
}

export async function signIn(device: DeviceProcess, serverUrl: string): Promise<void> {
  await device.call('session.signIn', { serverUrl, email: adminEmail, password: adminPassword });
}

/** Waits until a device and its server agree. */
export async function synced(device: DeviceProcess): Promise<void> {
  await device.until(
    ({ connection, pending, lastSyncedAt }) => connection === 'online' && pending === 0 && lastSyncedAt !== null,
  );
}

/** Everything in a device's outbox that has not been refused, oldest first. At most 1,000. */
export async function outbox(device: DeviceProcess): Promise<readonly PendingMutation[]> {
  return device.call('outbox.list', { limit: 1000 });
}

/** Arguments of a lead with its first note: two rows that must stand or fall together. */
export function leadWithNote(lastName: string): {
  readonly id: string;
  readonly lastName: string;
  readonly note: string;
} {
  return { id: newId(), lastName, note: `note of ${lastName}` };
}

async function killed({ child }: ServerProcess): Promise<void> {
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exited;
}

/** How many active leads a device has. */
export async function leadTotal(device: DeviceProcess): Promise<number> {
  const params = { filters: {}, sortBy: 'createdAt', sortDir: 'desc', offset: 0, limit: 1 };
  return ((await device.call('query', { name: 'leadList', params })) as LeadList).total;
}
