import { DomainError } from '../../core/kernel/errors.ts';
import { uuidv7From } from '../../core/kernel/ids.ts';
import { MemoryStore } from '../../core/kernel/memory-store.ts';
import { mulberry32 } from '../../core/kernel/seeded-random.ts';
import { runSync } from '../../core/kernel/run-sync.ts';
import { deviceSpecs, type RowOf } from '../../core/schema/tables.ts';
import { readFact } from '../../electron/data/device-state.ts';
import { Device } from '../../electron/data/device.ts';
import { SyncEngine } from '../../electron/sync/engine.ts';
import { httpTransport } from '../../electron/sync/http-transport.ts';
import { nodeTimers } from '../../electron/sync/node-timers.ts';
import { rowsIn } from '../support/simulation/rows-in.ts';
import type { DeviceReport, DeviceSpec, NoteTime } from './options.ts';
import { SwitchedTransport } from './switched-transport.ts';

/** Chance that a reply to a push is lost while the device works. */
const lossWhileWorking = 0.02;
/** Chance, at each edit, that the device goes offline; and how long it stays away, in edits' time. */
const offlineChance = 0.1;
const offlineEdits = 3;

/** A person at a device: the real device and engine over HTTP, on a store in memory. */
export class SimulatedDevice {
  readonly spec: DeviceSpec;
  readonly device: Device;
  readonly #store = new MemoryStore(deviceSpecs);
  readonly #engine: SyncEngine;
  readonly #transport: SwitchedTransport;
  readonly #random: () => number;
  readonly #notes: NoteTime[] = [];
  readonly #seen: NoteTime[] = [];
  readonly #own = new Set<string>();
  readonly #offline: { from: number; to: number }[] = [];
  #offlineSince: number | undefined;
  #made = 0;
  #counted = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(spec: DeviceSpec, seed: number) {
    this.spec = spec;
    const random = mulberry32(seed * 1000 + spec.index);
    this.#random = random;
    const { serverUrl, serverId, token, organizationId } = spec;
    this.#transport = new SwitchedTransport(httpTransport({ serverUrl, serverId, token, organizationId }), random);
    this.device = new Device(
      {
        store: this.#store,
        now: Date.now,
        random: (length) => Uint8Array.from({ length }, () => Math.floor(random() * 256)),
        onCommit: ({ notes }) => this.#noticed(notes ?? []),
        onDeparted: () => {},
      },
      { userId: spec.userId, mode: 'synced' },
    );
    this.#engine = new SyncEngine({
      device: this.device,
      transport: this.#transport,
      timers: nodeTimers,
      now: Date.now,
      random,
      onState: () => {},
    });
    this.#engine.wake();
  }

  /** @returns whether nothing is left to do */
  get isAtRest(): boolean {
    return this.#engine.state.phase === 'idle' && this.device.status().pending === 0;
  }

  /** The server's version that it has heard of. */
  get version(): number {
    return this.device.position().cursor?.version ?? 0;
  }

  /** What keeps it from its rest, for a message. */
  get condition(): string {
    const { phase, problem } = this.#engine.state;
    return `device ${this.spec.index}: ${phase} ${problem ? `${problem.code} ${problem.message}` : ''} ${JSON.stringify(this.#transport.refusedByStatus)} ${this.device.status().pending} pending, version ${this.version}`;
  }

  /** Edits, goes offline and comes back until `rest`. @param editMs milliseconds between two edits, on average */
  work(editMs: number): void {
    this.#transport.loss = lossWhileWorking;
    const next = (): void => {
      this.#timer = setTimeout(
        () => {
          this.#edit();
          this.#plug();
          next();
        },
        editMs * 2 * this.#random(),
      );
    };
    next();
  }

  /** Stops editing and comes back to the network for good. */
  heal(): void {
    clearTimeout(this.#timer);
    this.#transport.loss = 0;
    this.#switch(true);
    this.#engine.wake();
  }

  /** Writes a note on the first lead. */
  writeNote(): void {
    if (!this.#note(rowsIn(this.#store, 'leads')[0]!.id))
      throw new Error(`${this.condition}: its last note was refused`);
  }

  /** Compares everything with the server. */
  demandAudit(): void {
    this.device.audit.demand();
    this.#engine.wake();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#engine.stop();
  }

  report(): DeviceReport {
    const { clientId } = this.device.position();
    const { index, organizationId } = this.spec;
    const seq = this.#store.transaction((transaction) => runSync(readFact('counter'), transaction))?.seq ?? 0;
    if (seq !== this.#made) throw new Error(`device ${index} made ${this.#made} mutations and numbered ${seq}`);
    return {
      index,
      organizationId,
      clientId,
      made: this.#made,
      counted: this.#counted,
      notes: this.#notes,
      seen: this.#seen,
      offline: this.#offline,
      requests: this.#transport.requests,
      repliesLost: this.#transport.repliesLost,
      refusedByStatus: this.#transport.refusedByStatus,
      rejected: this.device.status().rejected,
      cursorVersion: this.version,
      audit: this.device.audit.last() ?? { checked: 0, repaired: 0 },
    };
  }

  #noticed(notes: readonly string[] | 'all'): void {
    if (notes === 'all') return;
    const at = Date.now();
    for (const id of notes) if (!this.#own.has(id)) this.#seen.push({ id, at });
  }

  #edit(): void {
    const leads = rowsIn(this.#store, 'leads') as unknown as readonly RowOf<'leads'>[];
    const lead = leads[Math.floor(this.#random() * leads.length)];
    if (!lead) return;
    const dice = this.#random();
    if (dice < 0.6) this.#note(lead.id);
    else if (dice < 0.8) this.#count();
    else if (dice < 0.95) {
      const company = { from: lead.company, to: `company ${Math.floor(this.#random() * 1000)}` };
      this.#act('lead.update', { id: lead.id, changes: { company } });
    } else this.#act('lead.create', { id: this.#newId(), lastName: `of device ${this.spec.index}` });
  }

  #note(leadId: string): boolean {
    const id = this.#newId();
    this.#own.add(id);
    const at = Date.now();
    const isMade = this.#act('note.add', { id, leadId, body: `note of device ${this.spec.index}` });
    if (isMade) this.#notes.push({ id, at });
    return isMade;
  }

  #count(): void {
    const line = rowsIn(this.#store, 'leadProducts').find(({ id }) => id === this.spec.counterId);
    if (!line) return;
    const from = Number(line['quantity']);
    const added = 1 + Math.floor(this.#random() * 3);
    const changes = { quantity: { from, to: from + added } };
    if (this.#act('leadProduct.update', { id: line.id, changes })) this.#counted += added;
  }

  #act(name: string, args: unknown): boolean {
    try {
      this.device.mutate(name, args);
    } catch (cause) {
      if (cause instanceof DomainError) return false;
      throw cause;
    }
    this.#made += 1;
    this.#engine.mutated();
    return true;
  }

  #plug(): void {
    const isOffline = this.#offlineSince !== undefined;
    if (this.#random() < (isOffline ? 1 / offlineEdits : offlineChance)) {
      this.#switch(isOffline);
      if (isOffline) this.#engine.wake();
    }
  }

  #switch(isOn: boolean): void {
    if (isOn && this.#offlineSince !== undefined) {
      this.#offline.push({ from: this.#offlineSince, to: Date.now() });
      this.#offlineSince = undefined;
    }
    if (!isOn) this.#offlineSince = Date.now();
    this.#transport.switch(isOn);
  }

  #newId(): string {
    return uuidv7From(
      Date.now(),
      Uint8Array.from({ length: 10 }, () => Math.floor(this.#random() * 256)),
    );
  }
}
