import type { ChangedRows, HeldRemoval, SyncStatus } from '../../core/bridge/contract.ts';
import { leaseDaysOf } from '../../core/domain/people/lease-days.ts';
import { grantedTo } from '../../core/domain/access/role-permissions.ts';
import type { Role } from '../../core/kernel/mutator.ts';
import { runSync } from '../../core/kernel/run-sync.ts';
import { always } from '../../core/kernel/predicates.ts';
import { compilerFor, type AnyQuery, type QueryProgram } from '../../core/queries/define-query.ts';
import { organizationId } from '../../core/schema/people.ts';
import type { RowOf } from '../../core/schema/tables.ts';
import { SyncEngine } from '../sync/engine.ts';
import { loggedTransport } from '../sync/logged-transport.ts';
import type { SyncState } from '../sync/sync-machine.ts';
import type { SyncTransport, Timers } from '../sync/transport.ts';
import { LocalFiles } from '../files/local-files.ts';
import type { FileServer } from '../files/upload-file.ts';
import type { FileStates } from '../../core/bridge/files.ts';
import { Device } from './device.ts';
import { LeaseKeeper } from './lease-keeper.ts';
import { renewedLease } from './lease.ts';
import type { Binding } from './outbox-file.ts';
import type { SqliteStore } from './sqlite-store.ts';
import { StoreError } from './store-error.ts';
import { SyncCentre } from './sync-centre.ts';
import { SyncLog, type SyncNews } from './sync-log.ts';
import { localStatus, lockedStatus, syncStatus } from './sync-status.ts';

export type OpenDatabaseOptions = {
  readonly store: SqliteStore;
  readonly userId: string;
  /** `local`: the generated company; there is no server. */
  readonly mode: 'synced' | 'local';
  /** Where days begin until the organization's own row has arrived. */
  readonly timeZone: string;
  readonly now: () => number;
  readonly random: (length: number) => Uint8Array;
  /** Whose work it is, and where it belongs; undefined for the generated company. */
  readonly binding: Binding | undefined;
  /** Folder of the files that belong to this database. */
  readonly filesFolder: string;
  readonly onChanged: (changed: ChangedRows) => void;
  /** Where contents of files are has changed. */
  readonly onFiles: (states: FileStates) => void;
  readonly onBug: (where: string, cause: unknown) => void;
  /** The sync status may have changed. */
  readonly onStatus: () => void;
  /** The server has revoked this device. */
  readonly onRevoked: () => void;
};

/** The database a person works on: their device, its queries, and the engine that keeps it in step with the server. */
export class OpenDatabase {
  readonly #options: OpenDatabaseOptions;
  readonly #device: Device;
  /** None where there is no server to be in contact with. */
  readonly #lease: LeaseKeeper | undefined;
  #engine: SyncEngine | undefined;
  #bulkLoading = false;
  readonly #log: SyncLog;
  /** What the Sync centre asks for. */
  readonly centre: SyncCentre;
  /** Contents of documents and photos. */
  readonly files: LocalFiles;

  constructor(options: OpenDatabaseOptions) {
    const { store, now, random, userId, mode } = options;
    this.#options = options;
    const onCommit = (changed: ChangedRows): void => this.#committed(changed);
    this.files = new LocalFiles({
      ...{ store, now, random, folder: options.filesFolder, onStates: options.onFiles },
      onBug: (cause) => options.onBug('files', cause),
    });
    const onDeparted = (): void => {
      this.files.departed();
      store.eraseTraces();
    };
    this.#device = new Device({ store, now, random, onCommit, onDeparted }, { userId, mode });
    this.#lease = mode === 'local' ? undefined : this.#leaseKeeper();
    this.#log = new SyncLog({ store, now });
    this.centre = new SyncCentre({
      device: this.#device,
      log: this.#log,
      binding: options.binding,
      now,
      onUnsent: () => this.#engine?.mutated(),
      nextTryAt: () => this.#engine?.nextTryAt ?? null,
    });
  }

  /** Whether it has gone without contact for too long to show anything (SYNC-11). */
  isLocked(): boolean {
    return this.#lease?.isOver() ?? false;
  }

  #leaseKeeper(): LeaseKeeper {
    return new LeaseKeeper({
      load: () => this.#device.lease(),
      save: (lease) => this.#device.noteLease(lease),
      organization: () => this.organization(),
      now: this.#options.now,
    });
  }

  /** Days without contact after which it locks. */
  get leaseDays(): number {
    return this.#lease?.days ?? leaseDaysOf(this.organization());
  }

  /** The person has just signed in: that is contact. */
  renewLease(): void {
    this.#device.noteLease(renewedLease(this.#options.now()));
    this.#lease?.reload();
  }

  /** Notes how time goes by. */
  passTime(): void {
    this.#lease?.pass();
    this.#options.onStatus();
  }

  get userId(): string {
    return this.#options.userId;
  }

  /** Starts sync, or starts it again with a new session's transport. */
  startSync(transport: SyncTransport, fileServer: FileServer, timers: Timers): void {
    this.stopSync();
    const { now } = this.#options;
    const random = (): number => new DataView(this.#options.random(4).buffer).getUint32(0) / 2 ** 32;
    this.files.start(fileServer, timers, random);
    this.#engine = new SyncEngine({
      device: this.#device,
      transport: loggedTransport(transport, (news) => this.note(news)),
      timers,
      now,
      random,
      onState: (state) => this.#stateChanged(state),
      onRevoked: this.#options.onRevoked,
      onAudited: (counts) => this.note({ kind: counts.repaired > 0 ? 'repaired' : 'audited', details: counts }),
      onSnapshot: (phase) => (phase === 'begins' ? this.#beginBulkLoad() : this.#finishBulkLoad()),
    });
    this.#engine.wake();
  }

  /** Writes into the log of sync. A log that cannot be written ends nothing: the engine meets the same disk and says so. */
  note(news: SyncNews): void {
    try {
      this.#log.note(news);
    } catch (cause) {
      if (!(cause instanceof StoreError)) throw cause;
    }
  }

  stopSync(): void {
    this.files.stop();
    this.#engine?.stop();
    this.#engine = undefined;
  }

  /** Tries to reach the server at once. */
  wake(): void {
    this.#engine?.wake();
  }

  /** @returns the removal that waits for the person, if any */
  heldRemoval(): HeldRemoval | null {
    return this.#device.heldRemoval() ?? null;
  }

  /** The person has decided about it. */
  decideRemoval(choice: 'apply' | 'keep' | 'askAgain'): void {
    this.#device.decideRemoval(choice);
    this.#engine?.wake();
  }

  /** @throws DomainError, StoreError */
  mutate(name: string, args: unknown, action?: string): { readonly seq: number } {
    const done = this.#device.mutate(name, args, action);
    this.#engine?.mutated();
    return done;
  }

  /** @param params checked by the query's schema */
  query(query: AnyQuery, params: unknown): unknown {
    const program = query.run(params, {
      db: compilerFor('sqlite'),
      dialect: 'sqlite',
      now: this.#options.now(),
      timeZone: this.organization()?.timeZone ?? this.#options.timeZone,
      userId: this.userId,
      visibleLeads: always,
      visibleOwned: () => always,
    }) as QueryProgram<unknown>;
    return this.#options.store.query(program);
  }

  /** The person's own row; undefined until it has arrived. */
  me(): RowOf<'users'> | undefined {
    return this.#row('users', this.userId) as RowOf<'users'> | undefined;
  }

  /** The organization's row; undefined until it has arrived. */
  organization(): RowOf<'organization'> | undefined {
    return this.#row('organization', organizationId) as RowOf<'organization'> | undefined;
  }

  /** What the organization lets a role do; undefined: what it may do by default. */
  permissionsOf(role: Role): readonly string[] | undefined {
    return this.#options.store.transaction((transaction) => runSync(grantedTo(role), transaction));
  }

  status(): SyncStatus {
    if (this.#options.mode === 'local') return localStatus;
    const status = syncStatus(this.#device.status(), this.#engine?.state);
    return this.isLocked() ? lockedStatus(status) : { ...status, locksInDays: this.#lease?.daysLeft() ?? null };
  }

  /** What has not reached the server, for those who look after devices. */
  waiting(): { readonly pending: number; readonly oldestPendingAt: number | null } {
    const { pending, rejected } = this.#device.status();
    return { pending: pending + rejected, oldestPendingAt: this.#device.outbox(1)[0]?.at ?? null };
  }

  close(): void {
    this.stopSync();
    this.files.close();
    this.#options.store.close();
  }

  #row(table: string, id: string): unknown {
    return this.#options.store.transaction((transaction) => transaction.read({ kind: 'get', table, id }))[0];
  }

  #committed(changed: ChangedRows): void {
    if (changed['organization']) this.#lease?.reload();
    this.#options.onChanged(changed);
    this.#options.onStatus();
  }

  #stateChanged({ phase }: SyncState): void {
    // A snapshot that was cut off: what has arrived gets its indexes, because the network may stay away for days.
    if (phase !== 'snapshot') this.#finishBulkLoad();
    this.#lease?.reload();
    if (phase === 'idle') this.files.reached();
    this.#options.onStatus();
  }

  /** Only a first snapshot: during a repeated one the person goes on working with everything. */
  #beginBulkLoad(): void {
    if (this.#device.position().snapshot?.repeated) return;
    this.#options.store.beginBulkLoad();
    this.#bulkLoading = true;
  }

  #finishBulkLoad(): void {
    if (!this.#bulkLoading) return;
    this.#bulkLoading = false;
    this.#options.store.finishBulkLoad();
  }
}
