/** Discounts have at most four decimals, so that a share of a price is an exact fraction of this. */
const hundredPercent = 1_000_000n;

/**
 * The total of a product line: quantity × unit price less discount, exact, rounded half away from zero.
 * @param quantity an integer
 * @param unitPriceMinor minor units; negative for a credit
 * @param discountPercent 0 to 100, at most four decimals
 * @returns minor units, or undefined when the total is too large to be stored exactly
 */
export function lineTotalMinor(quantity: number, unitPriceMinor: number, discountPercent: number): number | undefined {
  const discount = BigInt(Math.round(discountPercent * 10_000));
  const scaled = BigInt(quantity) * BigInt(unitPriceMinor) * (hundredPercent - discount);
  const half = scaled < 0n ? -hundredPercent / 2n : hundredPercent / 2n;
  const total = Number((scaled + half) / hundredPercent);
  return Number.isSafeInteger(total) ? total : undefined;
}
