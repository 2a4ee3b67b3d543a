import type { Viewport } from './device.ts';

/** A usual window and the smallest one that everything has to work in. */
export const windowSizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 640 },
] as const satisfies readonly Viewport[];
