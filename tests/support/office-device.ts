import { DomainError } from '../../core/kernel/errors.ts';
import { MemoryStore } from '../../core/kernel/memory-store.ts';
import { always } from '../../core/kernel/predicates.ts';
import type { Row } from '../../core/kernel/rows.ts';
import { mulberry32 } from '../../core/kernel/seeded-random.ts';
import type { SyncStore } from '../../core/kernel/store.ts';
import { pullReply, pushReply, snapshotChunk } from '../../core/protocol/sync.ts';
import { storedColumns } from '../../core/schema/define-table.ts';
import { deviceSpecs, domainTableNames, tableNamed, type RowOf, type TableName } from '../../core/schema/tables.ts';
import { Device } from '../../electron/data/device.ts';
import { SyncEngine } from '../../electron/sync/engine.ts';
import { digestReply, repairReply } from '../../core/protocol/audit.ts';
import { transportFailure, type SyncTransport, type TransportResult } from '../../electron/sync/transport.ts';
import type { OperationInput, OperationName, OperationResult } from '../../server/operations.ts';
import type { SyncProblem } from '../../server/sync/push.ts';

/** What a device needs of the office it stands in. */
export type OfficeAround = {
  /** Server's epoch milliseconds. */
  readonly now: number;
  /** Time passes for everyone. @param ms milliseconds */
  pass(ms: number): void;
  readonly home: OfficeHome;
};

/** What runs a server's operations on one organization. */
export type OfficeHome = {
  execute<N extends OperationName>(name: N, input: OperationInput<N>): Promise<OperationResult<N>>;
  close(): Promise<void>;
};

/** What a device keeps its rows in. */
export type OfficeDisk = { readonly store: SyncStore; readonly eraseTraces: () => void };

const memoryDisk = (): OfficeDisk => ({ store: new MemoryStore(deviceSpecs), eraseTraces: () => {} });

/** In turns of at least a millisecond; a deadlock, not slowness, is what reaches it. */
const longestWaitMs = 20_000;

/** A person's laptop in an office: the real device and engine over the office's server. */
export class OfficeDevice {
  readonly device: Device;
  readonly store: SyncStore;
  readonly userId: string;
  /** How far this machine's clock is off, milliseconds. */
  skewMs = 0;
  readonly #office: OfficeAround;
  readonly #engine: SyncEngine;
  #stamps = 0;

  constructor(office: OfficeAround, userId: string, seed: number, disk: OfficeDisk = memoryDisk()) {
    const { store } = disk;
    this.#office = office;
    this.userId = userId;
    this.store = store;
    const random = mulberry32(seed);
    const now = (): number => office.now + this.skewMs;
    this.device = new Device(
      {
        store,
        now,
        random: (length) => Uint8Array.from({ length }, () => Math.floor(random() * 256)),
        onCommit: () => {},
        onDeparted: () => disk.eraseTraces(),
      },
      { userId, mode: 'synced' },
    );
    this.#engine = new SyncEngine({
      device: this.device,
      transport: this.#transport(),
      timers: { after: () => () => {} },
      now,
      random,
      onState: () => {},
    });
  }

  /** The person does something. @param action what it is part of @throws DomainError when the rule refuses here */
  act(name: string, args: unknown, action?: string): number {
    this.#office.pass(1);
    return this.device.mutate(name, args, action).seq;
  }

  /** @returns the refusal of this device's own rule */
  refusal(name: string, args: unknown): string {
    try {
      this.act(name, args);
    } catch (cause) {
      if (cause instanceof DomainError) return cause.data.code;
      throw cause;
    }
    throw new Error(`${name} was not refused`);
  }

  /** Sends and fetches until nothing is left to do. @throws Error when it does not come to rest */
  async sync(): Promise<void> {
    this.#office.pass(10);
    this.#engine.wake();
    for (let turn = 0; turn < longestWaitMs; turn++) {
      const { phase, problem } = this.#engine.state;
      if (phase === 'idle') return;
      if (phase === 'waiting' || phase === 'halted') throw new Error(`sync ended: ${phase} ${JSON.stringify(problem)}`);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    throw new Error(`sync does not come to rest: ${this.#engine.state.phase}`);
  }

  stop(): void {
    this.#engine.stop();
  }

  rows<T extends TableName>(table: T): readonly RowOf<T>[] {
    const read = { kind: 'range', table, range: { where: always } } as const;
    return this.store.transaction((transaction) => transaction.read(read)) as unknown as readonly RowOf<T>[];
  }

  row<T extends TableName>(table: T, id: string): RowOf<T> | undefined {
    return this.store.transaction((transaction) => transaction.read({ kind: 'get', table, id }))[0] as
      RowOf<T> | undefined;
  }

  /** Everything that came from the server, table by table, without what this home derives. */
  contents(): Readonly<Record<string, readonly Row[]>> {
    return Object.fromEntries(
      domainTableNames.map((name) => {
        const columns = storedColumns(tableNamed(name));
        const rows = this.rows(name) as unknown as readonly Row[];
        return [
          name,
          rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column] ?? null])) as Row),
        ];
      }),
    );
  }

  #transport(): SyncTransport {
    const { home } = this.#office;
    const { userId } = this;
    const unreachable = (cause: unknown): never => {
      throw cause;
    };
    return {
      push: (request, done) => {
        const input = {
          userId,
          request,
          now: this.#office.now,
          stamp: `${userId} ${++this.#stamps} ${this.#office.now}`,
        };
        home.execute('sync.push', input).then((result) => {
          if (result.kind === 'reply' && result.bugs.length > 0) throw new Error(result.bugs[0]);
          done(
            result.kind === 'problem' ? refused(result) : { kind: 'reply', reply: pushReply.parse(wire(result.reply)) },
          );
        }, unreachable);
        return () => {};
      },
      pull: (request, done) => {
        home.execute('sync.pull', { userId, request, now: this.#office.now }).then((result) => {
          done(
            result.kind === 'problem' ? refused(result) : { kind: 'reply', reply: pullReply.parse(wire(result.reply)) },
          );
        }, unreachable);
        return () => {};
      },
      digest: (request, done) => {
        home.execute('sync.digest', { userId, request }).then((result) => {
          done(
            result.kind === 'problem'
              ? refused(result)
              : { kind: 'reply', reply: digestReply.parse(wire(result.reply)) },
          );
        }, unreachable);
        return () => {};
      },
      repair: (request, done) => {
        home.execute('sync.repair', { userId, request }).then((result) => {
          done(
            result.kind === 'problem'
              ? refused(result)
              : { kind: 'reply', reply: repairReply.parse(wire(result.reply)) },
          );
        }, unreachable);
        return () => {};
      },
      snapshot: (request, onChunk, done) => {
        const ask = async (after: string | null): Promise<void> => {
          const result = await home.execute('sync.snapshot', { userId, request: { ...request, after } });
          if (result.kind === 'problem') return done(refused(result));
          const chunk = snapshotChunk.parse(JSON.parse(result.line));
          onChunk(chunk);
          return chunk.last ? done({ kind: 'reply', reply: null }) : ask(chunk.position);
        };
        ask(request.after).catch(unreachable);
        return () => {};
      },
      events: () => () => {},
    };
  }
}

const wire = (reply: unknown): unknown => JSON.parse(JSON.stringify(reply));

function refused({ code, details }: SyncProblem): TransportResult<never> {
  return { ...transportFailure('refused'), status: 409, code, details };
}
