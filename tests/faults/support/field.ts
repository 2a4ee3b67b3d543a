import { cp, rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect } from 'vitest';
import type { PendingMutation } from '../../../core/bridge/sync-centre.ts';
import type { LeadList } from '../../../core/queries/lead-list.ts';
import { newId } from '../../server/api.ts';
import {
  adminEmail,
  adminPassword,
  dataFolder,
  startServer,
  type ServerOptions,
  type ServerProcess,
} from '../../server/server-process.ts';
import { temporaryFolder } from '../../support/device-store.ts';
import { TcpProxy } from '../../support/tcp-proxy.ts';
import { DeviceProcess, type Machine } from './device-process.ts';
import type { KillPoint } from './kill-point.ts';

export type FieldOptions = {
  /** Of PostgreSQL; without it the server keeps its data in its folder. */
  readonly databaseUrl?: string;
  /** Puts data into the server's empty folder. */
  readonly fill?: (folder: string) => Promise<unknown>;
};

/** A server process, a line to it that can be cut, and devices that can be killed. */
export class Field {
  server: ServerProcess;
  readonly line: TcpProxy;
  readonly profiles = temporaryFolder();
  readonly #folder: Awaited<ReturnType<typeof dataFolder>>;
  readonly #databaseUrl: string | undefined;
  readonly #running = new Set<DeviceProcess>();

  private constructor(
    folder: Awaited<ReturnType<typeof dataFolder>>,
    server: ServerProcess,
    line: TcpProxy,
    databaseUrl: string | undefined,
  ) {
    this.#folder = folder;
    this.#databaseUrl = databaseUrl;
    this.server = server;
    this.line = line;
  }

  static async start({ databaseUrl, fill }: FieldOptions = {}): Promise<Field> {
    const folder = await dataFolder();
    await fill?.(folder.path);
    const server = await startServer({ folder: folder.path, databaseUrl });
    return new Field(folder, server, await TcpProxy.start(server.url), databaseUrl);
  }

  /** Starts a device; a name that was used before goes on with its profile. */
  async device(name: string, machine: Machine = {}): Promise<DeviceProcess> {
    const device = await DeviceProcess.start(this.profiles.path, name, machine);
    this.#running.add(device);
    return device;
  }

  /** A new device, signed in over the line, with everything the server has. */
  async syncedDevice(name: string, machine: Machine = {}): Promise<DeviceProcess> {
    const device = await this.device(name, machine);
    await signIn(device, this.line.url);
    await synced(device);
    return device;
  }

  /**
   * Starts a device whose machine kills it at some point, on its way to agree with the server.
   * @returns whether it came to that point
   */
  async killedOnItsWay(
    name: string,
    killPoint: KillPoint,
    work: (device: DeviceProcess) => Promise<void> = () => Promise.resolve(),
  ): Promise<boolean> {
    const device = await DeviceProcess.startOrEnd(this.profiles.path, name, { killPoint });
    if (!device) return true;
    this.#running.add(device);
    const survived = work(device).then(() => synced(device));
    const dead = device.ended().then(() => true);
    const isDead = await Promise.race([dead, survived.then(() => false).catch(() => dead)]);
    await device.kill();
    return isDead;
  }

  /** Kills the server as a power cut would and starts it again on its data; the line leads to it. */
  async crashServer(): Promise<void> {
    await killed(this.server);
    this.server = await startServer({ folder: this.#folder.path, databaseUrl: this.#databaseUrl });
    this.line.mend(this.server.url);
  }

  /** Copies the data of the server as an operator's backup does; the server goes on. */
  async backUpServer(): Promise<void> {
    await this.whileServerIsDown(async (folder) => {
      await rm(`${folder}.backup`, { recursive: true, force: true });
      await cp(folder, `${folder}.backup`, { recursive: true });
    });
  }

  /** Puts the copy in the place of what the server has now. */
  async restoreServer(): Promise<void> {
    await this.whileServerIsDown(async (folder) => {
      await rm(folder, { recursive: true });
      await cp(`${folder}.backup`, folder, { recursive: true });
    });
  }

  /**
   * Stops the server in order and starts it again.
   * @param work gets the folder of its data
   * @param options how it starts this time
   */
  async whileServerIsDown(
    work: (folder: string) => Promise<void>,
    options: Partial<ServerOptions> = {},
  ): Promise<void> {
    await this.server.stop();
    await work(this.#folder.path);
    this.server = await startServer({ folder: this.#folder.path, databaseUrl: this.#databaseUrl, ...options });
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

/** A field for the tests of a file. @returns a function, because it starts with the first of them */
export function useField(options: FieldOptions = {}): () => Field {
  let field: Field | undefined;
  beforeAll(async () => {
    field = await Field.start(options);
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

/** Waits until a device and its server agree, without its pauses after a failure: those are not what is tested. */
export async function hurried(device: DeviceProcess): Promise<void> {
  const settled = async (): Promise<boolean> => {
    await device.call('sync.now', { reason: 'network' });
    const { connection, pending, lastSyncedAt, problem } = await device.call('sync.status', {});
    return connection === 'online' && pending === 0 && lastSyncedAt !== null && problem === null;
  };
  await expect.poll(settled, { timeout: 40_000, interval: 200 }).toBe(true);
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
