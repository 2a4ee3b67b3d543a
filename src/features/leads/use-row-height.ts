import { useAppearance } from '../../stores/appearance.ts';

/** Heights of a row in rem: the tokens' `--ui-row`. */
const heights = { comfortable: 2.5, compact: 2 } as const;

/** @returns the height of a row, CSS pixels, at the person's density and font size */
export function useRowHeight(): number {
  const density = useAppearance((state) => state.density);
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return Math.round(heights[density] * rem);
}
