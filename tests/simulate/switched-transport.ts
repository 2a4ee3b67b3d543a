import {
  transportFailure,
  type Cancel,
  type SyncTransport,
  type TransportResult,
} from '../../electron/sync/transport.ts';

/** A device's network: the real transport, which can be switched off, and loses a reply now and then. */
export class SwitchedTransport implements SyncTransport {
  requests = 0;
  repliesLost = 0;
  readonly refusedByStatus: Record<string, number> = {};
  /** Chance that the reply to a push is lost. */
  loss = 0;
  readonly #inner: SyncTransport;
  readonly #random: () => number;
  /** Ends what is under way. */
  readonly #cuts = new Set<() => void>();
  #isOn = true;

  constructor(inner: SyncTransport, random: () => number) {
    this.#inner = inner;
    this.#random = random;
  }

  switch(isOn: boolean): void {
    this.#isOn = isOn;
    if (!isOn) for (const cut of this.#cuts) cut();
  }

  push: SyncTransport['push'] = (request, done) => this.#send(done, (end) => this.#inner.push(request, end), this.loss);
  pull: SyncTransport['pull'] = (request, done) => this.#send(done, (end) => this.#inner.pull(request, end));
  digest: SyncTransport['digest'] = (request, done) => this.#send(done, (end) => this.#inner.digest(request, end));
  repair: SyncTransport['repair'] = (request, done) => this.#send(done, (end) => this.#inner.repair(request, end));
  snapshot: SyncTransport['snapshot'] = (request, onChunk, done) =>
    this.#send(done, (end) => this.#inner.snapshot(request, onChunk, end));
  events: SyncTransport['events'] = ({ open, poke, closed }) =>
    this.#send<null>(
      (result) => closed(result.kind === 'failed' ? result : transportFailure('unreachable')),
      (end) => this.#inner.events({ open, poke, closed: end }),
    );

  #send<Reply>(
    done: (result: TransportResult<Reply>) => void,
    start: (end: (result: TransportResult<Reply>) => void) => Cancel,
    loss = 0,
  ): Cancel {
    if (!this.#isOn) {
      // Never within the call itself: a real network does not answer so fast.
      const timer = setImmediate(() => done(transportFailure('unreachable')));
      return () => clearImmediate(timer);
    }
    this.requests += 1;
    const isLost = this.#random() < loss;
    const finish = (result: TransportResult<Reply>): void => {
      if (!this.#cuts.delete(cut)) return;
      done(this.#noted(result, isLost));
    };
    const cancel = start(finish);
    const cut = (): void => {
      cancel();
      finish(transportFailure('unreachable'));
    };
    this.#cuts.add(cut);
    return () => {
      this.#cuts.delete(cut);
      cancel();
    };
  }

  #noted<Reply>(result: TransportResult<Reply>, isLost: boolean): TransportResult<Reply> {
    if (result.kind === 'failed') {
      const { status } = result;
      if (status !== null) this.refusedByStatus[status] = (this.refusedByStatus[status] ?? 0) + 1;
      return result;
    }
    if (!isLost) return result;
    this.repliesLost += 1;
    return transportFailure('unreachable');
  }
}
