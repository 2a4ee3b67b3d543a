import type { OperationInput, OperationName, OperationResult } from '../../operations.ts';
import { Listeners } from '../listeners.ts';
import type { OrganizationStore } from '../organization-store.ts';
import { operationNamed, runOperationAsync, type OperationTable } from '../run-operation.ts';
import { StoreError, type StoreLog } from '../store-error.ts';
import { accessEnded, type PostgresDatabase } from './database.ts';

/** One organization of a PostgreSQL database. */
export class PostgresOrganizationStore implements OrganizationStore {
  readonly #organizationId: string;
  readonly #database: PostgresDatabase;
  readonly #operations: OperationTable;
  readonly #commits: Listeners<[version: number]>;
  readonly #accessEnds: Listeners<[]>;
  /** The newest version that listeners have heard of. */
  #announced = 0;
  /** The end of this process's queue of writers: one at a time waits for the clock, so that one organization cannot use up the pool. */
  #lastWrite: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(organizationId: string, database: PostgresDatabase, operations: OperationTable, log: StoreLog) {
    this.#organizationId = organizationId;
    this.#database = database;
    this.#operations = operations;
    this.#commits = new Listeners(log);
    this.#accessEnds = new Listeners(log);
  }

  async execute<N extends OperationName>(name: N, input: OperationInput<N>): Promise<OperationResult<N>> {
    if (this.#closed) throw new StoreError('CLOSED', `the store of ${this.#organizationId} is closed`);
    const operation = operationNamed(this.#operations, name);
    const run = () => this.#run(name, input);
    if (!operation.writes) return (await run()) as OperationResult<N>;
    const write = this.#lastWrite.then(run);
    this.#lastWrite = write.catch(() => {});
    return (await write) as OperationResult<N>;
  }

  onCommit(listener: (version: number) => void): () => void {
    return this.#commits.add(listener);
  }

  onAccessEnded(listener: () => void): () => void {
    return this.#accessEnds.add(listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#lastWrite;
    this.#commits.clear();
    this.#accessEnds.clear();
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /** Tells listeners of a version, once and in order: the process's own commits come back as notices. */
  announce(version: number): void {
    if (version <= this.#announced) return;
    this.#announced = version;
    this.#commits.tell(version);
  }

  /** Tells those who hold something open to look again whether they may: the process's own operations come back as notices, too. */
  tellAccessEnded(): void {
    this.#accessEnds.tell();
  }

  /** Tells listeners of the version as it is now, after notices may have been missed or the database restored. */
  async announceCurrent(): Promise<void> {
    if (this.#commits.size === 0) {
      this.#announced = 0;
      return;
    }
    const { result: clock } = await this.#database.transaction(this.#organizationId, 'read', (transaction) =>
      transaction.read({ kind: 'get', table: 'clock', id: 'clock' }),
    );
    const version = clock[0]?.['current'];
    if (typeof version !== 'number' || version === this.#announced) return;
    this.#announced = version;
    this.#commits.tell(version);
  }

  async #run(name: string, input: unknown): Promise<unknown> {
    const { writes, endsAccess, run } = operationNamed(this.#operations, name);
    const { result, committedVersion } = await this.#database.transaction(
      this.#organizationId,
      writes ? 'write' : 'read',
      (transaction) => runOperationAsync(run(input as never, 'postgres'), transaction),
      endsAccess ? [accessEnded] : [],
    );
    if (endsAccess) this.tellAccessEnded();
    if (committedVersion !== undefined) this.announce(committedVersion);
    return result;
  }
}
