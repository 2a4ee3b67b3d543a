import type { Program } from '../../core/kernel/reads.ts';
import { readFact, writeFact } from './device-state.ts';

/** When a request left and its reply arrived, by this machine's clock, epoch milliseconds. */
export type RoundTrip = { readonly sentAt: number; readonly receivedAt: number };

/** No request takes longer, nor less than nothing: then the clock was set while it was under way. */
const longestTripMs = 60_000;

/** Server's clock minus ours, taking the reply to have been made half way (Cristian's algorithm). */
export function clockOffset(serverNow: number, { sentAt, receivedAt }: RoundTrip): number {
  const tripMs = receivedAt - sentAt;
  // Of the two times only the later is by the clock that counts from now on.
  if (tripMs < 0 || tripMs > longestTripMs) return Math.round(serverNow - receivedAt);
  return Math.round(serverNow - (sentAt + receivedAt) / 2);
}

/** How far a correct clock may seem ahead of the server's: half a slow round trip. */
const toleranceMs = 60_000;

/** What a device knows of time: epoch milliseconds, but for the offset. */
export type ClockFacts = {
  /** This machine's clock. */
  readonly clock: number;
  /** Server's clock minus this machine's. */
  readonly offsetMs: number;
  /** When the last mutation was made, as it was written down. */
  readonly lastAt: number;
  /** The server's clock at the last contact. */
  readonly contactAt: number;
};

/**
 * When something is done now: this machine's clock, corrected. Never before the mutation made last, and never before the server
 * was last heard of, whatever the clock says.
 */
export function correctedAt({ clock, offsetMs, lastAt, contactAt }: ClockFacts): number {
  return Math.max(lastAt, contactAt, Math.trunc(clock + offsetMs));
}

/**
 * What a contact makes of the time of the last mutation: one that lies in the server's future was written down by a wrong clock, and
 * must not drag everything after it along. The server, too, takes it for now.
 */
export function heldBack(lastAt: number, serverNow: number): number {
  return Math.min(lastAt, serverNow + toleranceMs);
}

/** Measures the clock at a contact with the server. */
export function* noteContact(serverNow: number, roundTrip: RoundTrip): Program<void> {
  yield* writeFact('clockOffsetMs', clockOffset(serverNow, roundTrip));
  yield* writeFact('contactAt', serverNow);
  const counter = yield* readFact('counter');
  if (counter && counter.at > serverNow + toleranceMs) {
    yield* writeFact('counter', { ...counter, at: heldBack(counter.at, serverNow) });
  }
}

/** @returns when the next mutation is made. @param clock this machine's epoch milliseconds */
export function* nowCorrected(clock: number): Program<number> {
  const counter = yield* readFact('counter');
  return correctedAt({
    clock,
    offsetMs: (yield* readFact('clockOffsetMs')) ?? 0,
    lastAt: counter?.at ?? 0,
    contactAt: (yield* readFact('contactAt')) ?? 0,
  });
}
