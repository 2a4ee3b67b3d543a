import { setTimeout as pause } from 'node:timers/promises';
import type { BoardCards } from '../../../../core/queries/board.ts';
import { startDevice, type BenchDevice } from '../../bench-device.ts';
import { account, pipelineId, stageIds } from '../../bench-lead.ts';
import { collectWorkerGarbage } from '../../garbage-channel.ts';
import type { DeviceConfig, DeviceOperations, FirstSync, Memory, Opened } from '../contract.ts';
import { editedField, editedId, editedLead, editedValue, peerLead } from '../leads.ts';
import { memory, stopWatch } from '../serve.ts';
import { StoredLeads } from './stored-leads.ts';

const firstPage = { pipelineId, stageId: stageIds[0]!, filters: {}, offset: 0, limit: 50 };
const pollMs = 5;

/** Looks again and again. */
export async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await done())) await pause(pollMs);
}

/** A device of ours, and what a bench can ask of it. */
export class OutpostDevice implements DeviceOperations {
  readonly #config: DeviceConfig;
  #device: BenchDevice | undefined;
  #stored: StoredLeads | undefined;

  constructor(config: DeviceConfig) {
    this.#config = config;
  }

  /** @throws when it was not started */
  get device(): BenchDevice {
    if (!this.#device) throw new Error('the device was not started');
    return this.#device;
  }

  /** What is committed, seen from outside the worker. */
  get stored(): StoredLeads {
    return (this.#stored ??= new StoredLeads(this.#config.folder));
  }

  async start(): Promise<BenchDevice> {
    return (this.#device ??= await startDevice(this.#config.folder));
  }

  async stop(): Promise<void> {
    this.#stored?.close();
    this.#stored = undefined;
    await this.#device?.stop();
    this.#device = undefined;
  }

  /** As a person's first day: signed in, the board on the screen. */
  readonly firstSync = async (): Promise<FirstSync> => {
    const { url, leads } = this.#config;
    const device = await this.start();
    await device.call('session.signIn', { serverUrl: url, ...account });
    const watch = stopWatch();
    const fullPage = Math.min(firstPage.limit, Math.floor(leads / stageIds.length));
    let usable: number | undefined;
    const shown = (page: unknown): void => {
      if ((page as BoardCards).cards.length >= fullPage) usable ??= watch();
    };
    shown(await device.subscribe('boardCards', firstPage, shown));
    await until(() => this.stored.holdsAll(leads));
    this.stored.syncLog();
    const durable = watch();
    await this.complete();
    const everything = watch();
    await until(() => usable !== undefined);
    return { durable, usable: usable!, everything, rows: this.stored.count() };
  };

  /** Everything has arrived, with indexes and search. */
  async complete(): Promise<void> {
    await this.device.until((status) => status.connection === 'online' && status.lastSyncedAt !== null);
    await until(() => this.stored.isIndexed());
  }

  readonly edit = async (): Promise<number> => {
    const watch = stopWatch();
    for (let i = 0; i < this.#config.edits; i++) await this.editOne(i);
    return watch();
  };

  async editOne(i: number): Promise<void> {
    const { leads } = this.#config;
    const from = peerLead(editedLead(i, leads))[editedField]!;
    const changes = { [editedField]: { from, to: editedValue(i) } };
    await this.device.call('mutate', { name: 'lead.update', args: { id: editedId(i, leads), changes } });
  }

  readonly push = async (): Promise<number> => {
    const watch = stopWatch();
    await this.device.call('sync.now', { reason: 'person' });
    await this.device.until((status) => status.pending === 0);
    return watch();
  };

  /** Does nothing but look: a device that is online hears of changes. */
  readonly pull = async (): Promise<number> => {
    const { edits, leads } = this.#config;
    const watch = stopWatch();
    await until(() => this.stored.holdsEdits(edits, leads));
    return watch();
  };

  readonly open = async (): Promise<Opened> => {
    const watch = stopWatch();
    const device = await this.start();
    const { cards } = (await device.call('query', { name: 'boardCards', params: firstPage })) as BoardCards;
    return { ms: watch() * 1000, rows: cards.length };
  };

  readonly memory = async (): Promise<Memory> => {
    await collectWorkerGarbage();
    return memory();
  };
}
