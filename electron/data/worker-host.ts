import type { BridgeEvent, BridgeRequest, ChangedRows, MethodName, WorkerMessage } from '../../core/bridge/contract.ts';
import { methodParams } from '../../core/bridge/contract.ts';
import type { z } from 'zod';
import type { AnyQuery } from '../../core/queries/define-query.ts';
import { BridgeFailure, bridgeErrorFrom } from './bridge-failure.ts';
import { listDevices, revokeDevice } from './device-list.ts';
import { LiveQueries } from './live-queries.ts';
import { fileHandlers } from '../files/file-handlers.ts';
import type { OpenedFile } from '../files/local-files.ts';
import { syncCentreHandlers } from './sync-centre-handlers.ts';
import { Session, type SessionPorts } from './session.ts';

export type WorkerHostPorts = Omit<SessionPorts, 'onSession' | 'onChanged' | 'onFiles' | 'onStatus'> & {
  readonly queries: ReadonlyMap<string, AnyQuery>;
  /** Runs something once, later. @param delayMs 0: as soon as the current work is done */
  readonly later: (delayMs: number, run: () => void) => void;
};

/** One window's connection to the worker. */
export type Connection = {
  /** @param message from a renderer, which is not trusted */
  readonly receive: (message: unknown) => void;
  readonly close: () => void;
};

type Window = { readonly send: (message: WorkerMessage) => void; readonly live: LiveQueries };
type Params = { readonly [M in MethodName]: z.output<(typeof methodParams)[M]> };
type Handlers = { readonly [M in MethodName]: (params: Params[M], window: Window) => unknown };

/** How often answers that depend on the time of day are looked at again. */
const clockTickMs = 60_000;

/** Answers the requests of every window and tells them what changes. */
export class WorkerHost {
  readonly #ports: WorkerHostPorts;
  readonly #session: Session;
  readonly #windows = new Set<Window>();
  readonly #handlers: Handlers;
  #statusDue = false;
  #lastStatus = '';
  #closed = false;

  /** Opens the saved session, if there is one. @throws Error for a bug; a database that cannot be opened is told to the windows */
  constructor(ports: WorkerHostPorts) {
    this.#ports = ports;
    this.#session = new Session({
      ...ports,
      onSession: () => this.#sessionChanged(),
      onChanged: (changed) => this.#rowsChanged(changed),
      onFiles: (states) => this.#tell({ type: 'files', states }),
      onStatus: () => this.#statusChanged(),
    });
    this.#handlers = this.#makeHandlers();
    this.#tick();
  }

  /** @param send delivers a message to the window */
  connect(send: (message: WorkerMessage) => void): Connection {
    const live = new LiveQueries({
      run: (query, params) => this.#session.database.query(query, params),
      emit: send,
      failed: (query, cause) => {
        if (this.#session.isOpen) this.#ports.onBug(`live query ${query.name}`, cause);
      },
      later: this.#ports.later,
      now: () => performance.now(),
    });
    const window: Window = { send, live };
    this.#windows.add(window);
    return {
      receive: (message) => void this.#receive(message, window),
      close: () => this.#windows.delete(window),
    };
  }

  /** Opens the file of a document for a window. @returns undefined when it is not on this device, or nobody is signed in */
  async file(documentId: string): Promise<OpenedFile | undefined> {
    return this.#session.isOpen ? this.#session.database.files.open(documentId) : undefined;
  }

  /** Ends everything under way and closes the databases. */
  close(): void {
    this.#closed = true;
    this.#windows.clear();
    this.#session.close();
  }

  async #receive(message: unknown, window: Window): Promise<void> {
    const request = message as BridgeRequest;
    if (typeof request !== 'object' || request === null || typeof request.id !== 'number') return;
    try {
      const value = (await this.#answer(request.method, request.params, window)) ?? null;
      window.send({ id: request.id, reply: { ok: true, value } });
    } catch (cause) {
      const error = bridgeErrorFrom(cause);
      if (error.kind === 'bug') this.#ports.onBug(`request ${request.method}`, cause);
      window.send({ id: request.id, reply: { ok: false, error } });
    }
  }

  #answer(method: string, params: unknown, window: Window): unknown {
    if (!Object.hasOwn(methodParams, method))
      throw new BridgeFailure('INVALID_REQUEST', `There is no method ${method}.`);
    const name = method as MethodName;
    const handle = this.#handlers[name] as (params: unknown, window: Window) => unknown;
    return handle(checked(methodParams[name], params, method), window);
  }

  #makeHandlers(): Handlers {
    const session = this.#session;
    return {
      'session.get': () => session.state(),
      'session.signIn': ({ serverUrl, email, password }) => session.signIn(serverUrl, email, password),
      'session.signOut': ({ discardPending }) => session.signOut(discardPending),
      'session.trySample': () => session.trySample(),
      mutate: ({ name, args, action }) => session.database.mutate(name, args, action),
      query: ({ name, params }) => {
        const query = this.#query(name);
        return session.database.query(query, checked(query.params, params, name));
      },
      subscribe: ({ id, name, params }, { live }) => {
        const query = this.#query(name);
        return live.subscribe(id, query, checked(query.params, params, name));
      },
      unsubscribe: ({ id }, { live }) => live.unsubscribe(id),
      'sync.status': () => session.status(),
      'sync.now': () => session.wake(),
      'devices.list': () => listDevices(session.synced, this.#ports.fetch),
      'devices.revoke': ({ id }) => revokeDevice(session.synced, this.#ports.fetch, id),
      'sync.heldRemoval': () => session.database.heldRemoval(),
      'sync.decideRemoval': ({ choice }) => session.database.decideRemoval(choice),
      ...syncCentreHandlers(() => session.database.centre),
      ...fileHandlers(() => session.database.files),
    };
  }

  #query(name: string): AnyQuery {
    const query = this.#ports.queries.get(name);
    if (!query) throw new BridgeFailure('INVALID_REQUEST', `There is no query ${name}.`);
    return query;
  }

  #tell(event: BridgeEvent): void {
    for (const { send } of this.#windows) send(event);
  }

  #sessionChanged(): void {
    this.#tell({ type: 'session', session: this.#session.state() });
    this.#statusChanged();
    this.#refresh();
  }

  #refresh(): void {
    if (this.#session.isOpen) for (const { live } of this.#windows) live.refresh();
  }

  #rowsChanged(changed: ChangedRows): void {
    for (const { live } of this.#windows) live.rowsChanged(changed);
    // The name, the role or the organization's zone may be among them.
    if (changed['users'] || changed['organization'] || changed['rolePermissions'])
      this.#ports.later(0, () => this.#tellSession());
  }

  #tellSession(): void {
    if (this.#session.isOpen) this.#tell({ type: 'session', session: this.#session.state() });
  }

  #statusChanged(): void {
    if (this.#statusDue) return;
    this.#statusDue = true;
    this.#ports.later(0, () => {
      this.#statusDue = false;
      if (this.#closed) return;
      const status = this.#session.status();
      const text = JSON.stringify(status);
      if (text === this.#lastStatus) return;
      this.#lastStatus = text;
      this.#tell({ type: 'status', status });
    });
  }

  #tick(): void {
    this.#ports.later(clockTickMs, () => {
      if (this.#closed) return;
      this.#session.passTime();
      this.#refresh();
      this.#tick();
    });
  }
}

function checked<S extends z.ZodType>(schema: S, value: unknown, name: string): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new BridgeFailure('INVALID_REQUEST', `${name}: ${issues.join('; ')}`);
}
