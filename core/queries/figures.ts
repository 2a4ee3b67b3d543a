/** @returns a figure with one decimal, half up, as the dashboard and the REST routes show it */
function toOneDecimal(figure: number): number {
  return Math.round(figure * 10) / 10;
}

/**
 * The change against the previous period, in percent with one decimal. From nothing to something is no percentage: null.
 * From nothing to nothing is no change: 0.
 */
export function percentageChange(current: number, previous: number): number | null {
  if (previous === 0) return current === 0 ? 0 : null;
  return toOneDecimal(((current - previous) / previous) * 100);
}

/** @returns what share of the whole a part is, in percent with one decimal; 0 of nothing */
export function percentageOf(part: number, whole: number): number {
  return whole === 0 ? 0 : toOneDecimal((part / whole) * 100);
}

/** @returns the mean as a whole number (minor units, milliseconds), half up; null of nothing */
export function meanOf(sum: number, count: number): number | null {
  return count === 0 ? null : Math.round(sum / count);
}

/** @returns the sum of a list's figures */
export function totalOf<T>(items: readonly T[], figure: (item: T) => number): number {
  return items.reduce((sum, item) => sum + figure(item), 0);
}
