import type { Row } from '../../../core/kernel/rows.ts';
import { runSync } from '../../../core/kernel/run-sync.ts';
import type { Program } from '../../../core/kernel/reads.ts';
import type { MemorySnapshot } from '../../../core/kernel/memory-store.ts';
import { pullRequest, pushRequest, snapshotRequest, type WireMutation } from '../../../core/protocol/sync.ts';
import { digestRequest, repairRequest, type RepairReply } from '../../../core/protocol/audit.ts';
import { digest, repair } from '../../../server/sync/audit.ts';
import { operations } from '../../../server/operations.ts';
import { pull } from '../../../server/sync/pull.ts';
import { push, type SyncProblem } from '../../../server/sync/push.ts';
import { snapshot } from '../../../server/sync/snapshot.ts';
import { WatchedDisk, type Disk } from './watched-disk.ts';

export type SimRoute = 'push' | 'pull' | 'snapshot' | 'digest' | 'repair';

/** A change by another door than sync. */
export type Administered = { readonly name: string; readonly args: unknown };

type Backup = {
  readonly disk: MemorySnapshot;
  readonly arrived: ReadonlyMap<string, WireMutation>;
  readonly administered: readonly Administered[];
};

/** The real server's operations over a store in this process; requests and replies travel as JSON text, as on a wire. */
export class SimServer {
  readonly store: WatchedDisk;
  /** Messages of mutators that broke: there must be none. */
  readonly bugs: string[] = [];
  /** Every mutation that ever arrived, by `clientId:seq`: with the ledger it tells what must have happened. */
  readonly arrived = new Map<string, WireMutation>();
  /** What administrators did by other doors. */
  readonly administered: Administered[] = [];
  /** Requests that have arrived, those of audits aside. */
  requests = 0;
  /** What audits have put right, of whose device: nothing, unless a disk was damaged. */
  readonly repairs: { readonly userId: string; readonly reply: RepairReply }[] = [];
  /** Who was answered although they did not work here any more when they asked: nobody. */
  readonly servedInactive: string[] = [];
  /** Grows when the process is started again: what an older one was doing is gone. */
  run = 0;
  /** Whether it was ever put back from a backup. */
  restored = false;
  readonly #listeners = new Set<() => void>();
  readonly #restartListeners = new Set<() => void>();
  #backup: Backup | undefined;
  #stamps = 0;
  /** As it was read when the disk had been written so many times. */
  #version: { readonly writes: number; readonly version: number } | undefined;

  constructor(rows: readonly { table: string; row: Row }[], now: number, store: Disk) {
    this.store = new WatchedDisk(store);
    this.#run(operations['organization.create'].run({ rows, now, stamp: this.#stamp() }, 'sqlite') as Program<unknown>);
  }

  /** @returns a function that stops listening */
  onCommit(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @returns a function that stops listening */
  onRestart(listener: () => void): () => void {
    this.#restartListeners.add(listener);
    return () => this.#restartListeners.delete(listener);
  }

  /** Stops and starts again: streams end, answers under way are lost. */
  restart(): void {
    this.run++;
    for (const listener of [...this.#restartListeners]) listener();
  }

  backUp(): void {
    const { store, arrived, administered } = this;
    this.#backup = { disk: store.snapshot(), arrived: new Map(arrived), administered: [...administered] };
  }

  /** Puts the last backup back: what happened since is forgotten. @returns false when there is none */
  restoreBackup(): boolean {
    if (!this.#backup) return false;
    const { disk, arrived, administered } = this.#backup;
    this.restored = true;
    this.store.restore(disk);
    this.arrived.clear();
    for (const [key, mutation] of arrived) this.arrived.set(key, mutation);
    this.administered.splice(0, Infinity, ...administered);
    this.restart();
    return true;
  }

  /**
   * Answers one request of a signed-in user.
   * @param body JSON text
   * @returns JSON text of the reply, or the problem
   */
  handle(route: SimRoute, userId: string, body: string, now: number): { reply: string } | SyncProblem {
    if (route !== 'digest' && route !== 'repair') this.requests++;
    const before = this.version();
    const answer = this.#answer(route, userId, JSON.parse(body), now);
    if (this.version() !== before) for (const listener of this.#listeners) listener();
    return answer;
  }

  /** Whether a person works here, by the rows alone. */
  isActive(userId: string): boolean {
    const read = { kind: 'get', table: 'users', id: userId } as const;
    return this.store.transaction((transaction) => transaction.read(read))[0]?.['active'] === 1;
  }

  /** An administrator changes something by another door than sync. @throws DomainError when the rule refuses */
  administer(userId: string, name: string, args: unknown, now: number): void {
    const input = { userId, origin: 'rest' as const, name, args, requestId: this.#stamp(), now, stamp: this.#stamp() };
    this.#run(operations.mutate.run(input, 'sqlite') as Program<unknown>);
    this.administered.push({ name, args });
    for (const listener of this.#listeners) listener();
  }

  version(): number {
    if (this.#version?.writes !== this.store.writes)
      this.#version = { writes: this.store.writes, version: this.#readVersion() };
    return this.#version.version;
  }

  #readVersion(): number {
    return this.#run(operations['sync.version'].run({}, 'sqlite') as Program<{ version: number }>).version;
  }

  #answer(route: SimRoute, userId: string, body: unknown, now: number): { reply: string } | SyncProblem {
    switch (route) {
      case 'push': {
        const request = pushRequest.parse(body);
        const input = { userId, request, now, stamp: this.#stamp() };
        const result = this.#run(push(input));
        if (result.kind === 'problem') return result;
        this.bugs.push(...result.bugs);
        for (const mutation of request.mutations) this.arrived.set(`${request.clientId}:${mutation.seq}`, mutation);
        return { reply: JSON.stringify(result.reply) };
      }
      case 'pull': {
        const input = { userId, request: pullRequest.parse(body), now };
        const result = this.#run(pull(input));
        return result.kind === 'problem' ? result : { reply: JSON.stringify(result.reply) };
      }
      case 'digest': {
        const result = this.#run(digest({ userId, request: digestRequest.parse(body) }));
        return result.kind === 'problem' ? result : { reply: JSON.stringify(result.reply) };
      }
      case 'repair': {
        const result = this.#run(repair({ userId, request: repairRequest.parse(body) }));
        if (result.kind === 'problem') return result;
        const { block, absent, behind } = result.reply;
        if (block || (absent.length > 0 && !behind)) this.repairs.push({ userId, reply: result.reply });
        return { reply: JSON.stringify(result.reply) };
      }
      case 'snapshot': {
        const input = { userId, request: snapshotRequest.parse(body) };
        const result = this.#run(snapshot(input));
        return result.kind === 'problem' ? result : { reply: result.line };
      }
    }
  }

  #run<Result>(program: Program<Result>): Result {
    return this.store.transaction((transaction) => runSync(program, transaction));
  }

  #stamp(): string {
    return `stamp-${++this.#stamps}`;
  }
}
