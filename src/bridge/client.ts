import type {
  BridgeError,
  BridgeEvent,
  BridgeReply,
  BridgeRequest,
  MethodName,
  MethodParams,
  MethodResults,
  SessionState,
  SyncStatus,
} from '../../core/bridge/contract.ts';
import { FileStateStore } from './file-states.ts';
import { LatestValue } from './latest-value.ts';
import { LiveQueries } from './live-queries.ts';
import type { Transport } from './transport.ts';

type Waiting = {
  readonly request: BridgeRequest;
  sent: boolean;
  readonly answer: (reply: BridgeReply<unknown>) => void;
};

const connectionLost: BridgeReply<never> = {
  ok: false,
  error: {
    kind: 'failed',
    code: 'UNREACHABLE',
    message: 'The connection to the data worker was lost before it answered.',
  },
};

/**
 * The renderer's side of the contract with the data worker: calls, live queries, and the latest session and sync status.
 * One per window; React reaches it through `BridgeContext`.
 */
export class Bridge {
  readonly #transport: Transport;
  readonly #waiting = new Map<number, Waiting>();
  #lastRequest = 0;
  #connected = false;

  /** Live queries, shared by everything that shows the same one. */
  readonly queries: LiveQueries;
  readonly session = new LatestValue<SessionState>();
  readonly status = new LatestValue<SyncStatus>();
  /** Where the contents of files are. */
  readonly files: FileStateStore;
  /** Why the saved session could not be opened (STORE_CORRUPT, DISK_FULL …); undefined while all is well. */
  readonly failure = new LatestValue<BridgeError>();

  /** @param transport messages start to flow when it connects */
  constructor(transport: Transport) {
    this.#transport = transport;
    this.queries = new LiveQueries((method, params) => this.call(method, params));
    this.files = new FileStateStore(async (sha256s) => {
      const reply = await this.call('files.states', { sha256s: [...sha256s] });
      return reply.ok ? reply.value : undefined;
    });
    transport.onMessage((message) => {
      if ('type' in message) this.#event(message);
      else this.#answer(message.id, message.reply);
    });
    transport.onConnection((connected) => this.#connection(connected));
  }

  /**
   * Calls a method of the worker. Never rejects: what went wrong is in the reply.
   * A call made while disconnected waits for the connection; one whose answer was lost with it answers UNREACHABLE.
   */
  call<M extends MethodName>(method: M, params: MethodParams<M>): Promise<BridgeReply<MethodResults[M]>> {
    return new Promise((resolve) => {
      const request = { id: ++this.#lastRequest, method, params };
      const waiting = { request, sent: false, answer: resolve as Waiting['answer'] };
      this.#waiting.set(request.id, waiting);
      if (this.#connected) this.#send(waiting);
    });
  }

  #send(waiting: Waiting): void {
    waiting.sent = true;
    this.#transport.post(waiting.request);
  }

  #answer(id: number, reply: BridgeReply<unknown>): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiting?.answer(reply);
  }

  #event(event: BridgeEvent): void {
    switch (event.type) {
      case 'session':
        this.#sessionChanged(event.session);
        return;
      case 'status':
        this.status.set(event.status);
        return;
      case 'files':
        this.files.changed(event.states);
        return;
      case 'query':
        this.queries.answered(event.id, event.result);
    }
  }

  #sessionChanged(session: SessionState): void {
    const before = this.session.get();
    this.session.set(session);
    this.failure.set(undefined);
    // Another database may be open now: what is on screen is asked for again.
    if (before && JSON.stringify(before) !== JSON.stringify(session)) {
      this.queries.resubscribe();
      this.files.refresh();
    }
  }

  #connection(connected: boolean): void {
    this.#connected = connected;
    if (connected) {
      for (const waiting of this.#waiting.values()) this.#send(waiting);
      // Not the first connection: the worker may have forgotten this window.
      if (this.session.get()) {
        this.queries.resubscribe();
        this.files.refresh();
      }
      this.#refresh();
      return;
    }
    for (const [id, waiting] of this.#waiting) if (waiting.sent) this.#answer(id, connectionLost);
  }

  #refresh(): void {
    void this.call('session.get', {}).then((reply) => {
      if (reply.ok) this.#sessionChanged(reply.value);
      else if (reply !== connectionLost) this.failure.set(reply.error);
    });
    void this.call('sync.status', {}).then((reply) => {
      if (reply.ok) this.status.set(reply.value);
    });
  }
}
