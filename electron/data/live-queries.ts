import type { BridgeEvent, ChangedRows } from '../../core/bridge/contract.ts';
import type { AnyQuery } from '../../core/queries/define-query.ts';

export type LiveQueryPorts = {
  /** Runs a query whose parameters were checked. */
  readonly run: (query: AnyQuery, params: unknown) => unknown;
  readonly emit: (event: Extract<BridgeEvent, { type: 'query' }>) => void;
  /** A query that answered before fails now: a bug to log; its last answer stays. */
  readonly failed: (query: AnyQuery, cause: unknown) => void;
  /** Runs something once, later. @param delayMs 0: as soon as the current work is done */
  readonly later: (delayMs: number, run: () => void) => void;
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number;
};

type Subscription = {
  readonly query: AnyQuery;
  readonly params: unknown;
  readonly reads: ReadonlySet<string>;
  answer: string;
  /** Set while it has to run again: what changed since its last answer. */
  changed: Map<string, Set<string> | 'all'> | undefined;
};

/** A round that took longer than this is followed by a pause. */
const quickRoundMs = 20;
const pausePerRound = 3;
const longestPauseMs = 1_500;

/** While rows come by the thousand, what is shown may take a twentieth of the time: a first sync is not slowed down by its audience. */
const pausePerRoundOfMany = 19;
const longestPauseOfManyMs = 3_000;

/** More changed rows of one table than this are told as `all`. */
const namedRows = 500;

/**
 * The live queries of one window. After a commit only those that read a changed table run again, once however many commits there
 * were, and only an answer that differs is sent.
 */
export class LiveQueries {
  readonly #ports: LiveQueryPorts;
  readonly #subscriptions = new Map<string, Subscription>();
  /** When the next round is due, by the clock; infinity: none is. */
  #dueAt = Infinity;
  #lastRound = { endedAt: -Infinity, tookMs: 0 };

  constructor(ports: LiveQueryPorts) {
    this.#ports = ports;
  }

  /**
   * Subscribes, or asks again under an id that is in use.
   * @param params checked by the query's schema
   * @returns the first answer
   */
  subscribe(id: string, query: AnyQuery, params: unknown): unknown {
    const result = this.#ports.run(query, params);
    const answer = JSON.stringify(result);
    this.#subscriptions.set(id, { query, params, reads: new Set(query.reads), answer, changed: undefined });
    return result;
  }

  unsubscribe(id: string): void {
    this.#subscriptions.delete(id);
  }

  /** Rows were committed. */
  rowsChanged(changed: ChangedRows): void {
    for (const subscription of this.#subscriptions.values()) {
      const concerned = Object.entries(changed).filter(([table]) => subscription.reads.has(table));
      for (const [table, ids] of concerned) noteChange(subscription, table, ids);
      if (concerned.length > 0) this.#schedule(concerned.every(([, ids]) => ids === 'all'));
    }
  }

  /** Everything may have another answer: another database was opened, or time has passed. */
  refresh(): void {
    for (const subscription of this.#subscriptions.values()) {
      subscription.changed ??= new Map();
      this.#schedule();
    }
  }

  /** @param many whether whole tables changed: then what is shown may wait, and what a person does meanwhile goes first */
  #schedule(many = false): void {
    const { endedAt, tookMs } = this.#lastRound;
    const now = this.#ports.now();
    const dueAt = Math.max(now, endedAt + (many ? pauseAfterMany(tookMs) : pauseAfter(tookMs)));
    if (dueAt >= this.#dueAt) return;
    this.#dueAt = dueAt;
    this.#ports.later(Math.ceil(dueAt - now), () => {
      // Another one may have come first.
      if (this.#dueAt === dueAt) this.#round();
    });
  }

  #round(): void {
    this.#dueAt = Infinity;
    const started = this.#ports.now();
    for (const [id, subscription] of this.#subscriptions) {
      const { changed } = subscription;
      if (!changed) continue;
      subscription.changed = undefined;
      this.#runAgain(id, subscription, changed);
    }
    const endedAt = this.#ports.now();
    this.#lastRound = { endedAt, tookMs: endedAt - started };
  }

  #runAgain(id: string, subscription: Subscription, changed: Map<string, Set<string> | 'all'>): void {
    try {
      const result = this.#ports.run(subscription.query, subscription.params);
      const answer = JSON.stringify(result);
      if (answer === subscription.answer) return;
      subscription.answer = answer;
      this.#ports.emit({ type: 'query', id, result, changed: namedChanges(changed) });
    } catch (cause) {
      this.#ports.failed(subscription.query, cause);
    }
  }
}

function pauseAfter(tookMs: number): number {
  return tookMs > quickRoundMs ? Math.min(longestPauseMs, tookMs * pausePerRound) : 0;
}

function pauseAfterMany(tookMs: number): number {
  return Math.min(longestPauseOfManyMs, tookMs * pausePerRoundOfMany);
}

function noteChange(subscription: Subscription, table: string, ids: readonly string[] | 'all'): void {
  subscription.changed ??= new Map();
  const known = subscription.changed.get(table);
  if (known === 'all') return;
  if (ids === 'all') {
    subscription.changed.set(table, 'all');
    return;
  }
  const all = known ?? new Set<string>();
  for (const id of ids) all.add(id);
  subscription.changed.set(table, all.size > namedRows ? 'all' : all);
}

function namedChanges(changed: Map<string, Set<string> | 'all'>): ChangedRows {
  return Object.fromEntries([...changed].map(([table, ids]) => [table, ids === 'all' ? 'all' : [...ids]]));
}
