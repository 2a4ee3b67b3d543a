import type { BridgeError, BridgeReply, MethodName, MethodParams, MethodResults } from '../../core/bridge/contract.ts';
import { shareUnchanged } from './share-unchanged.ts';

/** What a live query shows. Immutable: a new object whenever something changed. */
export type QuerySnapshot = { readonly data: unknown; readonly error: BridgeError | undefined };

/** One live query, shared by everything that shows it; shaped for `useSyncExternalStore`. */
export type LiveQuery = {
  readonly getSnapshot: () => QuerySnapshot;
  /** @returns stops listening */
  readonly subscribe: (listener: () => void) => () => void;
};

type Call = <M extends MethodName>(method: M, params: MethodParams<M>) => Promise<BridgeReply<MethodResults[M]>>;

/** How long a query that nobody shows stays live: going back to a screen finds it filled. */
const lingerMs = 10_000;

const empty: QuerySnapshot = { data: undefined, error: undefined };

/** The subscriptions of one window: one per query and parameters, however many components show it. */
export class LiveQueries {
  readonly #call: Call;
  readonly #byKey = new Map<string, Subscription>();
  readonly #byId = new Map<string, Subscription>();
  #lastId = 0;

  constructor(call: Call) {
    this.#call = call;
  }

  /**
   * @param name of a query in core/queries
   * @param params plain JSON; the order of keys does not matter
   */
  query(name: string, params: unknown): LiveQuery {
    const key = queryKey(name, params);
    const known = this.#byKey.get(key);
    if (known) return known;
    const subscription = new Subscription({
      opened: () => this.#open(subscription, key, name, params),
      closed: () => this.#close(subscription, key),
    });
    this.#byKey.set(key, subscription);
    return subscription;
  }

  /** A newer answer of a subscription arrived. */
  answered(id: string, result: unknown): void {
    this.#byId.get(id)?.show({ data: result, error: undefined });
  }

  /** Asks again for everything that is live: after a reconnect or when another database was opened. */
  resubscribe(): void {
    for (const subscription of this.#byId.values()) subscription.ask();
  }

  #open(subscription: Subscription, key: string, name: string, params: unknown): void {
    const id = `q${++this.#lastId}`;
    this.#byKey.set(key, subscription);
    this.#byId.set(id, subscription);
    subscription.id = id;
    subscription.ask = (): void => {
      void this.#call('subscribe', { id, name, params }).then((reply) => {
        if (subscription.id !== id) return;
        if (reply.ok) subscription.show({ data: reply.value, error: undefined });
        else if (!isConnectionLoss(reply.error)) subscription.show({ data: undefined, error: reply.error });
      });
    };
    subscription.ask();
  }

  #close(subscription: Subscription, key: string): void {
    const { id } = subscription;
    if (this.#byKey.get(key) === subscription) this.#byKey.delete(key);
    if (id === undefined) return;
    this.#byId.delete(id);
    subscription.id = undefined;
    void this.#call('unsubscribe', { id });
  }
}

/** @returns the same text for the same query and parameters */
export function queryKey(name: string, params: unknown): string {
  return `${name} ${JSON.stringify(params, sortedKeys)}`;
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The reconnect asks again; until then the last answer stays. */
function isConnectionLoss(error: BridgeError): boolean {
  return error.kind === 'failed' && error.code === 'UNREACHABLE';
}

class Subscription implements LiveQuery {
  readonly #listeners = new Set<() => void>();
  readonly #life: { opened: () => void; closed: () => void };
  #snapshot = empty;
  #lingering: ReturnType<typeof setTimeout> | undefined;
  /** Set while the worker knows of it. */
  id: string | undefined;
  ask: () => void = () => {};

  constructor(life: { opened: () => void; closed: () => void }) {
    this.#life = life;
  }

  readonly getSnapshot = (): QuerySnapshot => this.#snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    clearTimeout(this.#lingering);
    this.#listeners.add(listener);
    if (this.id === undefined) this.#life.opened();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      clearTimeout(this.#lingering);
      this.#lingering = setTimeout(() => {
        this.#snapshot = empty;
        this.#life.closed();
      }, lingerMs);
    };
  };

  show(next: QuerySnapshot): void {
    const data = shareUnchanged(this.#snapshot.data, next.data);
    if (data === this.#snapshot.data && next.error === this.#snapshot.error) return;
    this.#snapshot = { data, error: next.error };
    for (const listener of this.#listeners) listener();
  }
}
