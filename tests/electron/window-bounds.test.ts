import fc from 'fast-check';
import { expect, test } from 'vitest';
import { validBounds } from '../../electron/shell/window-bounds.ts';

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const beside = { x: 1440, y: 0, width: 1920, height: 1080 };

test('opens where it was, also on a second display', () => {
  const there = { x: 1500, y: 40, width: 1200, height: 700 };
  expect(validBounds(there, [laptop, beside])).toEqual(there);
});

test('opens in the middle of the primary display when its own display is gone, and at the first start', () => {
  const middle = { x: 40, y: 33, width: 1360, height: 860 };
  expect(validBounds({ x: 1500, y: 40, width: 1200, height: 700 }, [laptop])).toEqual(middle);
  expect(validBounds(undefined, [laptop])).toEqual(middle);
});

test('whatever was remembered, the title bar can be grasped and the window is large enough', () => {
  const coordinate = fc.integer({ min: -5000, max: 5000 });
  const size = fc.integer({ min: 1, max: 9000 });
  const bounds = fc.record({ x: coordinate, y: coordinate, width: size, height: size });
  fc.assert(
    fc.property(bounds, (remembered) => {
      const { x, y, width, height } = validBounds(remembered, [laptop, beside]);
      expect(Math.min(width - 1024, height - 640)).toBeGreaterThanOrEqual(0);
      const graspable = [laptop, beside].some(
        (area) =>
          y >= area.y && y <= area.y + area.height - 60 && x <= area.x + area.width - 120 && x + width >= area.x + 120,
      );
      expect(graspable).toBe(true);
    }),
  );
});
