import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RateLimiter } from './rate-limiter.ts';

test('a burst passes, then as many as the rate gives', () => {
  let now = 1_000_000;
  const limiter = new RateLimiter({ perSecond: 2, burst: 3 }, () => now);
  expect([1, 2, 3, 4].map(() => limiter.take('a'))).toEqual([0, 0, 0, 1]);
  expect(limiter.take('b')).toBe(0);
  now += 500;
  expect([limiter.take('a'), limiter.take('a')]).toEqual([0, 1]);
  now += 60_000;
  expect([1, 2, 3, 4].map(() => limiter.take('a'))).toEqual([0, 0, 0, 1]);
});

test('whoever waits as long as they are told to is let in', () => {
  let now = 0;
  const limiter = new RateLimiter({ perSecond: 0.2, burst: 1 }, () => now);
  expect(limiter.take('a')).toBe(0);
  const seconds = limiter.take('a');
  expect(seconds).toBe(5);
  now += seconds * 1000;
  expect(limiter.take('a')).toBe(0);
});

test('never more than the burst and the rate allow, however requests fall and clocks jump', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -50, max: 400 }), { maxLength: 200 }), (pauses) => {
      let now = 0;
      let latest = 0;
      let passed = 0;
      const limiter = new RateLimiter({ perSecond: 10, burst: 5 }, () => now);
      for (const pause of pauses) {
        now += pause;
        latest += Math.max(0, pause);
        if (limiter.take('a') === 0) passed += 1;
      }
      expect(passed).toBeLessThanOrEqual(5 + latest / 100 + 1);
    }),
    { numRuns: 100 },
  );
});
