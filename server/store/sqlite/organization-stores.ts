import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import type { CreateInput } from '../../operations.ts';
import type { OrganizationStore, OrganizationStores } from '../organization-store.ts';
import { assertOrganizationId, silentLog, StoreError, type StoreLog } from '../store-error.ts';
import { lockFolder } from './folder-lock.ts';
import { SqliteOrganizationStore } from './organization-store.ts';

export type SqliteStoresOptions = {
  /** Absolute path of the server's data folder; made if missing. */
  readonly folder: string;
  readonly log?: StoreLog;
  /** Most organizations whose file is open at once, as far as idle ones can be closed for it. */
  readonly maxRunning?: number;
  /** After how many milliseconds without use an organization's file is closed. */
  readonly idleMs?: number;
  /** URL of the module that exports `operations`; the server's own by default. */
  readonly operationsUrl?: string;
};

const serverOperationsUrl = new URL('../../operations.ts', import.meta.url).href;
/** What the worker of an open organization takes: the program, and its cache of pages. Bytes. */
const workerBytes = 80 * 1024 * 1024;
/**
 * Starting a worker costs more than its requests: those with people at work are to stay open, in up to a quarter of the memory.
 */
const defaultMaxRunning = Math.max(16, Math.floor(totalmem() / 4 / workerBytes));
const defaultIdleMs = 10 * 60_000;

/** Every organization of a self-hosted server: one file each, and one worker thread while it is in use. */
export class SqliteOrganizationStores implements OrganizationStores {
  readonly #folder: string;
  readonly #log: StoreLog;
  readonly #maxRunning: number;
  readonly #operationsUrl: string;
  readonly #unlock: () => void;
  readonly #stores = new Map<string, SqliteOrganizationStore>();
  /** Files of organizations that are being made. */
  readonly #drafts = new Set<string>();
  readonly #idleTimer: NodeJS.Timeout;
  #closed = false;

  /** @throws StoreError IN_USE when another process, or another store of this one, serves the folder */
  constructor(options: SqliteStoresOptions) {
    this.#folder = join(options.folder, 'organizations');
    this.#log = options.log ?? silentLog;
    this.#maxRunning = options.maxRunning ?? defaultMaxRunning;
    this.#operationsUrl = options.operationsUrl ?? serverOperationsUrl;
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    this.#unlock = lockFolder(this.#folder);
    const idleMs = options.idleMs ?? defaultIdleMs;
    this.#idleTimer = setInterval(() => this.#restIdle(performance.now() - idleMs), idleMs / 4).unref();
  }

  async open(organizationId: string): Promise<OrganizationStore> {
    this.#assertOpen();
    const file = this.#file(organizationId);
    let store = this.#stores.get(organizationId);
    if (!store || store.isClosed) {
      if (!existsSync(file)) throw new StoreError('NOT_FOUND', `there is no organization ${organizationId}`);
      store = this.#storeOf(file, false);
      this.#stores.set(organizationId, store);
    }
    await store.open();
    return store;
  }

  async create(organizationId: string, first: CreateInput): Promise<void> {
    this.#assertOpen();
    const file = this.#file(organizationId);
    const draft = `${file}.new`;
    if (existsSync(file)) throw new StoreError('ALREADY_EXISTS', `the organization ${organizationId} exists`);
    // Two calls at once: the second one finds the draft taken. What a crash left behind is nobody's.
    if (this.#drafts.has(draft))
      throw new StoreError('ALREADY_EXISTS', `the organization ${organizationId} is being made`);
    this.#drafts.add(draft);
    try {
      removeDatabase(draft);
      const store = this.#storeOf(draft, true);
      try {
        await store.execute('organization.create', first);
      } finally {
        await store.close();
      }
      renameSync(draft, file);
      syncFolder(this.#folder);
    } finally {
      removeDatabase(draft);
      this.#drafts.delete(draft);
    }
  }

  async has(organizationId: string): Promise<boolean> {
    return existsSync(this.#file(organizationId));
  }

  async closeAll(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#idleTimer);
    await Promise.all([...this.#stores.values()].map((store) => store.close()));
    this.#unlock();
  }

  #assertOpen(): void {
    if (this.#closed) throw new StoreError('CLOSED', `the stores in ${this.#folder} are closed`);
  }

  #file(organizationId: string): string {
    assertOrganizationId(organizationId);
    return join(this.#folder, `${organizationId}.db`);
  }

  #storeOf(file: string, create: boolean): SqliteOrganizationStore {
    const start = { file, create, operationsUrl: this.#operationsUrl };
    return new SqliteOrganizationStore(start, this.#log, (store) => this.#makeRoomFor(store));
  }

  /** Closes the files used longest ago, when one more is about to be opened. */
  #makeRoomFor(store: SqliteOrganizationStore): void {
    if (store.isRunning) return;
    const running = [...this.#stores.values()].filter((other) => other.isRunning);
    const idle = running.filter((other) => other.isIdle).toSorted((a, b) => a.lastUsedAt - b.lastUsedAt);
    for (const other of idle.slice(0, Math.max(0, running.length + 1 - this.#maxRunning))) this.#rest(other);
  }

  #restIdle(notUsedSince: number): void {
    for (const store of this.#stores.values()) {
      if (store.isIdle && store.lastUsedAt < notUsedSince) this.#rest(store);
    }
  }

  #rest(store: SqliteOrganizationStore): void {
    store.rest().catch((err: unknown) => this.#log.error({ err }, 'an idle organization could not be closed'));
  }
}

function removeDatabase(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
}

/** Makes a rename survive a power cut. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return; // folders cannot be opened there
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
