import { backoffMs } from './sync-machine.ts';
import type { Cancel, SyncTransport, Timers } from './transport.ts';

export type PokeStreamPorts = {
  readonly transport: SyncTransport;
  readonly timers: Timers;
  /** 0 ≤ random < 1 */
  readonly random: () => number;
  /** Something changed, or may have: a pull finds out. */
  readonly onPoke: () => void;
};

/**
 * Keeps one poke stream open. That it closed is the first sign of a lost network: a pull finds out, says so when it fails, and
 * opens the stream again when it succeeds.
 */
export class PokeStream {
  readonly #ports: PokeStreamPorts;
  #cancel: Cancel | undefined;
  #failures = 0;

  constructor(ports: PokeStreamPorts) {
    this.#ports = ports;
  }

  /** Opens it, unless it is open or waits after it was closed. */
  open(): void {
    if (this.#cancel) return;
    const { transport, timers, random, onPoke } = this.#ports;
    this.#cancel = transport.events({
      open: () => {
        this.#failures = 0;
        // What was committed between the last pull and now poked nobody.
        onPoke();
      },
      poke: onPoke,
      closed: () => {
        this.#cancel = timers.after(backoffMs(this.#failures++, random()), () => {
          this.#cancel = undefined;
          onPoke();
        });
      },
    });
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
