// SYNC-11
import { leaseDaysOf } from '../../core/domain/people/lease-days.ts';
import { advancedLease, daysUntilLock, isLeaseOver, type Lease } from './lease.ts';

export type LeaseKeeperPorts = {
  /** Reads and writes what the database knows. */
  readonly load: () => Lease;
  readonly save: (lease: Lease) => void;
  readonly organization: () => { readonly leaseDays: number | null } | undefined;
  /** This machine's epoch milliseconds. */
  readonly now: () => number;
};

/** Between two writes of a clock that behaves. */
const saveEveryMs = 10 * 60_000;

/** Watches a database's lease. Asked before every query, so that it remembers what it read. */
export class LeaseKeeper {
  readonly #ports: LeaseKeeperPorts;
  #lease: Lease;
  #days: number;

  constructor(ports: LeaseKeeperPorts) {
    this.#ports = ports;
    this.#lease = ports.load();
    this.#days = leaseDaysOf(ports.organization());
    this.pass();
  }

  get days(): number {
    return this.#days;
  }

  /** Another number of days has arrived, or a contact was noted in the database. */
  reload(): void {
    this.#lease = this.#ports.load();
    this.#days = leaseDaysOf(this.#ports.organization());
  }

  isOver(): boolean {
    return isLeaseOver(this.#now(), this.#days);
  }

  /** @returns days until the lock, once it is time to say so */
  daysLeft(): number | null {
    return daysUntilLock(this.#now(), this.#days);
  }

  /**
   * Lets the database know what the clock has shown, so that turning it back is of no use: now and then, at once when it jumped
   * or the lease is over.
   */
  pass(): void {
    const lease = this.#now();
    const step = lease.seenAt - this.#lease.seenAt;
    if (step >= 0 && step < saveEveryMs && !isLeaseOver(lease, this.#days)) return;
    this.#lease = lease;
    this.#ports.save(lease);
  }

  #now(): Lease {
    return advancedLease(this.#lease, this.#ports.now());
  }
}
