import type { z } from 'zod';
import { pullReply, pushReply, snapshotChunk } from '../../../core/protocol/sync.ts';
import {
  transportFailure,
  type Cancel,
  type SyncTransport,
  type TransportResult,
} from '../../../electron/sync/transport.ts';
import { digestReply, repairReply } from '../../../core/protocol/audit.ts';
import type { Scheduler } from './scheduler.ts';
import type { SimRoute, SimServer } from './sim-server.ts';

/** Probabilities of what goes wrong with each message. */
export type Faults = {
  /** The request never reaches the server. */
  readonly loseRequest: number;
  /** The server answers, the answer is lost. */
  readonly loseReply: number;
  /** The request arrives twice, the second time late. */
  readonly repeat: number;
  /** The answer arrives cut off. */
  readonly truncate: number;
  /** Longest way of a message, milliseconds; different delays reorder what different devices send. */
  readonly delayMs: number;
};

export const noFaults: Faults = { loseRequest: 0, loseReply: 0, repeat: 0, truncate: 0, delayMs: 20 };
const timeoutMs = 30_000;

/** A network that loses, repeats, delays, reorders and truncates, and can be switched off. */
export class SimTransport implements SyncTransport {
  online = true;
  faults: Faults;
  readonly #scheduler: Scheduler;
  readonly #server: SimServer;
  readonly #userId: string;
  readonly #random: () => number;
  readonly #closeEvents = new Set<() => void>();

  constructor(parts: {
    scheduler: Scheduler;
    server: SimServer;
    userId: string;
    random: () => number;
    faults: Faults;
  }) {
    this.#scheduler = parts.scheduler;
    this.#server = parts.server;
    this.#userId = parts.userId;
    this.#random = parts.random;
    this.faults = parts.faults;
  }

  readonly push: SyncTransport['push'] = (request, done) => this.#request('push', request, pushReply, done);
  readonly pull: SyncTransport['pull'] = (request, done) => this.#request('pull', request, pullReply, done);

  readonly digest: SyncTransport['digest'] = (request, done) => this.#request('digest', request, digestReply, done);
  readonly repair: SyncTransport['repair'] = (request, done) => this.#request('repair', request, repairReply, done);

  readonly snapshot: SyncTransport['snapshot'] = (request, onChunk, done) => {
    let cancelled = false;
    let cancel: Cancel = () => {};
    const ask = (after: string | null): void => {
      cancel = this.#request('snapshot', { ...request, after }, snapshotChunk, (result) => {
        if (cancelled) return;
        if (result.kind === 'failed') return done(result);
        onChunk(result.reply);
        if (cancelled) return;
        if (result.reply.last) return done({ kind: 'reply', reply: null });
        ask(result.reply.position);
      });
    };
    ask(request.after);
    return () => {
      cancelled = true;
      cancel();
    };
  };

  readonly events: SyncTransport['events'] = ({ open, poke, closed }) => {
    if (!this.online) return this.#scheduler.after(10, () => closed(transportFailure('unreachable')));
    let live = true;
    const stop = this.#server.onCommit(() => {
      this.#scheduler.after(this.#delay(), () => {
        if (live) poke();
      });
    });
    const stopRestarts = this.#server.onRestart(() => close());
    const end = (): void => {
      live = false;
      stop();
      stopRestarts();
      this.#closeEvents.delete(close);
    };
    const close = (): void => {
      end();
      this.#scheduler.after(10, () => closed(transportFailure('unreachable')));
    };
    this.#closeEvents.add(close);
    this.#scheduler.after(this.#delay(), () => {
      if (live) open();
    });
    return end;
  };

  /** Pulls the plug, or puts it back. */
  setOnline(online: boolean): void {
    this.online = online;
    if (!online) for (const close of [...this.#closeEvents]) close();
  }

  #delay(): number {
    return 1 + Math.floor(this.#random() * this.faults.delayMs);
  }

  #chance(probability: number): boolean {
    return this.#random() < probability;
  }

  #request<Schema extends z.ZodType>(
    route: SimRoute,
    request: object,
    schema: Schema,
    done: (result: TransportResult<z.infer<Schema>>) => void,
  ): Cancel {
    let open = true;
    const end = (result: TransportResult<z.infer<Schema>>): void => {
      if (!open) return;
      open = false;
      done(result);
    };
    const body = JSON.stringify(request);
    if (!this.online) {
      this.#scheduler.after(5, () => end(transportFailure('unreachable')));
      return () => {
        open = false;
      };
    }
    this.#scheduler.after(timeoutMs, () => end(transportFailure('timeout')));
    if (!this.#chance(this.faults.loseRequest)) {
      this.#scheduler.after(this.#delay(), () => this.#arrive(route, body, schema, end));
    }
    if (this.#chance(this.faults.repeat)) {
      this.#scheduler.after(this.#delay() + 2 * this.faults.delayMs, () => this.#arrive(route, body, schema, end));
    }
    return () => {
      open = false;
    };
  }

  #arrive<Schema extends z.ZodType>(
    route: SimRoute,
    body: string,
    schema: Schema,
    end: (result: TransportResult<z.infer<Schema>>) => void,
  ): void {
    const worksHere = this.#server.isActive(this.#userId);
    const answer = this.#server.handle(route, this.#userId, body, this.#scheduler.now);
    if (!worksHere && 'reply' in answer) this.#server.servedInactive.push(this.#userId);
    if (!this.online || this.#chance(this.faults.loseReply)) return;
    const cut = this.#chance(this.faults.truncate);
    const { run } = this.#server;
    this.#scheduler.after(this.#delay(), () => {
      if (!this.online) return;
      if (run !== this.#server.run) return end(transportFailure('unreachable'));
      if (cut) return end(transportFailure('malformed'));
      if ('kind' in answer) {
        return end({ ...transportFailure('refused'), status: 409, code: answer.code, details: answer.details });
      }
      end({ kind: 'reply', reply: schema.parse(JSON.parse(answer.reply)) });
    });
  }
}
