import { Client } from 'pg';
import type { StoreLog } from '../store-error.ts';
import { accessEnded, commitChannel } from './database.ts';

const firstDelayMs = 250;
const maxDelayMs = 10_000;

/** Who hears of commits by any server process. */
export type CommitListener = {
  committed(organizationId: string, version: number): void;
  /** Somebody's access to the organization may have ended. */
  accessEnded(organizationId: string): void;
  /** The connection was away; commits may have been missed. */
  reconnected(): void;
};

/** Listens on a connection of its own, for as long as the server runs, and finds back whenever it is lost. */
export class CommitNotices {
  readonly #connectionString: string;
  readonly #listener: CommitListener;
  readonly #log: StoreLog;
  #client: Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #delayMs = firstDelayMs;
  #closed = false;

  private constructor(connectionString: string, listener: CommitListener, log: StoreLog) {
    this.#connectionString = connectionString;
    this.#listener = listener;
    this.#log = log;
  }

  /** @throws when the database cannot be reached the first time */
  static async start(connectionString: string, listener: CommitListener, log: StoreLog): Promise<CommitNotices> {
    const notices = new CommitNotices(connectionString, listener, log);
    await notices.#connect();
    return notices;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#client?.end();
  }

  async #connect(): Promise<void> {
    const client = new Client({
      connectionString: this.#connectionString,
      application_name: 'outpost notices',
      keepAlive: true,
    });
    let lost = false;
    const onLost = (err?: Error): void => {
      if (lost || this.#closed) return;
      lost = true;
      this.#log.warn({ err }, 'the connection for commit notices broke');
      this.#reconnectLater();
    };
    client.on('error', onLost);
    client.on('end', () => onLost());
    client.on('notification', ({ payload }) => this.#received(payload ?? ''));
    try {
      await client.connect();
      await client.query(`listen ${commitChannel}`);
    } catch (cause) {
      lost = true;
      client.end().catch(() => {}); // it may never have been connected
      throw cause;
    }
    this.#client = client;
    this.#delayMs = firstDelayMs;
  }

  #reconnectLater(): void {
    this.#client = undefined;
    this.#timer = setTimeout(() => {
      this.#connect().then(
        () => (this.#closed ? this.#client?.end() : this.#listener.reconnected()),
        () => this.#closed || this.#reconnectLater(),
      );
    }, this.#delayMs);
    this.#delayMs = Math.min(this.#delayMs * 2, maxDelayMs);
  }

  #received(payload: string): void {
    const separator = payload.lastIndexOf(':');
    if (separator <= 0) return;
    const [organizationId, word] = [payload.slice(0, separator), payload.slice(separator + 1)];
    if (word === accessEnded) this.#listener.accessEnded(organizationId);
    else if (Number.isSafeInteger(Number(word))) this.#listener.committed(organizationId, Number(word));
  }
}
