// SYNC-7: what comes of a pull whose rows do not add up.
import { DigestMismatch, type DeviceAudit } from '../data/device-audit.ts';
import type { PullPage } from '../data/device-apply.ts';
import type { RoundTrip } from '../data/device-clock.ts';

/** What of a device is needed to apply a pull. */
export type PulledDevice = {
  pullAnswered(pages: readonly PullPage[], roundTrip: RoundTrip, options: { readonly verify: boolean }): boolean;
  readonly audit: DeviceAudit;
};

/** `askAgain`: at once, for whole rows; `malformed`: later, as after any other broken reply. */
export type PullOutcome = 'applied' | 'held' | 'askAgain' | 'malformed';

/**
 * Applies pulls and remembers what did not add up. Changes that do not add up to whole rows were made to rows that are not as they
 * should be here: then the rows are asked for. Whole rows that do not add up are asked for once more; then they are taken. An audit
 * finds out which are wrong.
 */
export class PullCheck {
  readonly #device: PulledDevice;
  /** Pulls in a row whose whole rows did not add up. */
  #mismatches = 0;
  #asksForWholeRows = false;

  constructor(device: PulledDevice) {
    this.#device = device;
  }

  /** Whether of rows that the device holds the changed columns are enough. */
  get changesOnly(): boolean {
    return !this.#asksForWholeRows;
  }

  /** @param pages of one pull, in order, the last one included */
  apply(pages: readonly PullPage[], roundTrip: RoundTrip): PullOutcome {
    try {
      const applied = this.#device.pullAnswered(pages, roundTrip, { verify: this.#mismatches === 0 });
      if (this.#mismatches > 0 || this.#asksForWholeRows) this.#device.audit.demand();
      this.#mismatches = 0;
      this.#asksForWholeRows = false;
      return applied ? 'applied' : 'held';
    } catch (cause) {
      if (!(cause instanceof DigestMismatch)) throw cause;
      if (this.changesOnly && pages.some(({ changed }) => changed)) {
        this.#asksForWholeRows = true;
        return 'askAgain';
      }
      this.#mismatches++;
      return 'malformed';
    }
  }
}
