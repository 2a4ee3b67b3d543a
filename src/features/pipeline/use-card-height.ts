import { useAppearance } from '../../stores/appearance.ts';

/** Heights of a card with the gap below it, in rem. */
const heights = { comfortable: 5.375, compact: 3.75 } as const;

/** @returns the height of a card with the gap below it, CSS pixels, at the person's font size */
export function useCardHeight(isCompact: boolean): number {
  // The density changes no root font size, but whoever changes one changes the other with it.
  useAppearance((state) => state.density);
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return Math.round(heights[isCompact ? 'compact' : 'comfortable'] * rem);
}
