import type { WireMutation } from '../../core/protocol/sync.ts';

/** @returns how many bytes these take in the body of a push, before compression */
export function pushBytes(mutations: readonly WireMutation[]): number {
  return mutations.reduce((sum, mutation) => sum + mutationBytes(mutation), 0);
}

/**
 * Cuts what is sent at once: long notes of a week without a network fill a push before their number does.
 * @param maxBytes of the body, before compression
 * @returns the first mutations that fit; at least one, because what does not fit alone is for the server to refuse
 */
export function firstThatFit(mutations: readonly WireMutation[], maxBytes: number): WireMutation[] {
  let bytes = 0;
  const end = mutations.findIndex((mutation, at) => (bytes += mutationBytes(mutation)) > maxBytes && at > 0);
  return mutations.slice(0, end === -1 ? mutations.length : end);
}

function mutationBytes(mutation: WireMutation): number {
  // With the comma behind it.
  return Buffer.byteLength(JSON.stringify(mutation)) + 1;
}
