import type { OperationInput, OperationName, OperationResult } from '../../operations.ts';
import type { OrganizationStore } from '../organization-store.ts';
import { operationNamed, runOperationAsync, type OperationTable } from '../run-operation.ts';
import { StoreError, type StoreLog } from '../store-error.ts';
import type { PostgresDatabase } from './database.ts';

/** One organization of a PostgreSQL database. */
export class PostgresOrganizationStore implements OrganizationStore {
  readonly #organizationId: string;
  readonly #database: PostgresDatabase;
  readonly #operations: OperationTable;
  readonly #log: StoreLog;
  readonly #listeners = new Set<(version: number) => void>();
  /** The newest version that listeners have heard of. */
  #announced = 0;
  /** The end of this process's queue of writers: one at a time waits for the clock, so that one organization cannot use up the pool. */
  #lastWrite: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(organizationId: string, database: PostgresDatabase, operations: OperationTable, log: StoreLog) {
    this.#organizationId = organizationId;
    this.#database = database;
    this.#operations = operations;
    this.#log = log;
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
    // Each call ends on its own, even when one function listens twice.
    const own = (version: number) => listener(version);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#lastWrite;
    this.#listeners.clear();
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /** Tells listeners of a version, once and in order: the process's own commits come back as notices. */
  announce(version: number): void {
    if (version <= this.#announced) return;
    this.#announced = version;
    this.#tell(version);
  }

  /** Tells listeners of the version as it is now, after notices may have been missed or the database restored. */
  async announceCurrent(): Promise<void> {
    if (this.#listeners.size === 0) {
      this.#announced = 0;
      return;
    }
    const { result: clock } = await this.#database.transaction(this.#organizationId, 'read', (transaction) =>
      transaction.read({ kind: 'get', table: 'clock', id: 'clock' }),
    );
    const version = clock[0]?.['current'];
    if (typeof version !== 'number' || version === this.#announced) return;
    this.#announced = version;
    this.#tell(version);
  }

  async #run(name: string, input: unknown): Promise<unknown> {
    const { writes, run } = operationNamed(this.#operations, name);
    const { result, committedVersion } = await this.#database.transaction(
      this.#organizationId,
      writes ? 'write' : 'read',
      (transaction) => runOperationAsync(run(input as never, 'postgres'), transaction),
    );
    if (committedVersion !== undefined) this.announce(committedVersion);
    return result;
  }

  #tell(version: number): void {
    for (const listener of this.#listeners) {
      try {
        listener(version);
      } catch (err) {
        this.#log.error({ err }, 'a commit listener failed');
      }
    }
  }
}
