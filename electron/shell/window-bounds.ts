import { readFileSync, writeFileSync } from 'node:fs';
import type { Rectangle } from 'electron';
import { z } from 'zod';

/** The smallest window in which every screen works. Device-independent pixels. */
export const smallestWindow = { width: 1024, height: 640 } as const;

const usualWindow = { width: 1360, height: 860 } as const;

/** How much of a window must be on a display for a person to get hold of it. */
const graspable = { width: 120, height: 60 } as const;

const coordinate = z.int().min(-100_000).max(100_000);
const size = z.int().min(1).max(100_000);
const windowState = z.object({
  bounds: z.object({ x: coordinate, y: coordinate, width: size, height: size }),
  maximized: z.boolean(),
});

/** How the window was left. `bounds`: when not maximized. */
export type WindowState = z.infer<typeof windowState>;

/** @returns undefined at the first start and for a file that is not one of ours: the window then opens in its usual place */
export function readWindowState(file: string): WindowState | undefined {
  try {
    return windowState.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** @throws whatever the file system says */
export function writeWindowState(file: string, state: WindowState): void {
  writeFileSync(file, JSON.stringify(state), { mode: 0o600 });
}

/**
 * Where to open the window.
 * @param remembered from the last time
 * @param workAreas of the displays that are connected now, the primary one first
 * @returns the remembered bounds where they can still be seen, otherwise the middle of the primary display
 */
export function validBounds(remembered: Rectangle | undefined, workAreas: readonly Rectangle[]): Rectangle {
  if (remembered) {
    for (const area of workAreas) {
      const fitted = { ...remembered, ...fittedSize(remembered, area) };
      if (canBeGrasped(fitted, area)) return fitted;
    }
  }
  const [primary] = workAreas;
  if (!primary) return { x: 0, y: 0, ...usualWindow };
  const { width, height } = fittedSize(usualWindow, primary);
  return {
    x: primary.x + Math.max(0, Math.round((primary.width - width) / 2)),
    y: primary.y + Math.max(0, Math.round((primary.height - height) / 2)),
    width,
    height,
  };
}

type Size = Pick<Rectangle, 'width' | 'height'>;

function fittedSize(wanted: Size, area: Size): Size {
  return {
    width: Math.max(smallestWindow.width, Math.min(wanted.width, area.width)),
    height: Math.max(smallestWindow.height, Math.min(wanted.height, area.height)),
  };
}

/** The title bar is at the top: it must not be above the display, and some of it must be on it. */
function canBeGrasped({ x, y, width }: Rectangle, area: Rectangle): boolean {
  const visibleWidth = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
  const visibleHeight = area.y + area.height - y;
  return y >= area.y && visibleWidth >= graspable.width && visibleHeight >= graspable.height;
}
