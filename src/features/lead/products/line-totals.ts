type Line = { readonly totalMinor: number; readonly currency: string };
type Total = { readonly currency: string; readonly totalMinor: number };

/** @returns the sum of the lines in each currency, in the order in which the currencies first occur; minor units */
export function totalsOf(lines: readonly Line[]): readonly Total[] {
  const totals = new Map<string, number>();
  for (const { currency, totalMinor } of lines) totals.set(currency, (totals.get(currency) ?? 0) + totalMinor);
  return [...totals].map(([currency, totalMinor]) => ({ currency, totalMinor }));
}
