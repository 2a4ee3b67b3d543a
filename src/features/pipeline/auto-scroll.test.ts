import { describe, expect, it } from 'vitest';
import { edgeSpeed } from './auto-scroll.ts';

describe('edgeSpeed', () => {
  it('is quiet in the middle', () => {
    expect(edgeSpeed(500, 0, 1000)).toBeCloseTo(0);
    expect(edgeSpeed(73, 0, 1000)).toBeCloseTo(0);
  });

  it('scrolls towards the edge that is near, faster the nearer', () => {
    expect(edgeSpeed(60, 0, 1000)).toBeLessThan(0);
    expect(edgeSpeed(10, 0, 1000)).toBeLessThan(edgeSpeed(60, 0, 1000));
    expect(edgeSpeed(990, 0, 1000)).toBeGreaterThan(edgeSpeed(940, 0, 1000));
  });

  it('never exceeds its fastest, however far outside', () => {
    expect(edgeSpeed(-5000, 0, 1000)).toBe(-1400);
    expect(edgeSpeed(5000, 0, 1000)).toBe(1400);
  });

  it('keeps a quiet middle in a small list, and does nothing without one', () => {
    expect(edgeSpeed(45, 0, 90)).toBeCloseTo(0);
    expect(edgeSpeed(5, 10, 10)).toBe(0);
  });
});
