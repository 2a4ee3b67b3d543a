/** How near to an edge the pointer makes a list scroll, CSS pixels. */
const edgePx = 72;
/** Speed at the very edge, CSS pixels a second. */
const fastestPxPerSecond = 1400;

/**
 * How fast a list scrolls while something is dragged near its edge: faster the nearer, nothing in the middle.
 * @param pointer coordinate along one axis, CSS pixels
 * @param start where the visible part of the list begins on that axis
 * @param end where it ends
 * @returns pixels a second, negative towards the start
 */
export function edgeSpeed(pointer: number, start: number, end: number): number {
  // A list smaller than two edges still has a quiet middle.
  const edge = Math.min(edgePx, (end - start) / 3);
  if (edge <= 0) return 0;
  const nearness = pointer < start + edge ? start + edge - pointer : pointer > end - edge ? end - edge - pointer : 0;
  const share = Math.max(-1, Math.min(nearness / edge, 1));
  return -Math.sign(share) * share * share * fastestPxPerSecond;
}
