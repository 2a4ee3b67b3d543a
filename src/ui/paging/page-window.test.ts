import { describe, expect, it } from 'vitest';
import { PageCache, pagesOf } from './page-window.ts';

describe('pagesOf', () => {
  it('asks for the first page while the total is unknown', () => {
    expect(pagesOf({ first: 0, last: 0 }, 100, undefined)).toEqual([0]);
    expect(pagesOf({ first: 500, last: 520 }, 100, undefined)).toEqual([0]);
  });

  it('covers what is visible, and the next page when it is near', () => {
    expect(pagesOf({ first: 30, last: 60 }, 100, 10_000)).toEqual([0]);
    expect(pagesOf({ first: 60, last: 80 }, 100, 10_000)).toEqual([0, 1]);
    expect(pagesOf({ first: 110, last: 130 }, 100, 10_000)).toEqual([0, 1]);
    expect(pagesOf({ first: 95, last: 130 }, 100, 10_000)).toEqual([0, 1]);
  });

  it('never asks beyond the end', () => {
    expect(pagesOf({ first: 9_980, last: 9_999 }, 100, 10_000)).toEqual([99]);
    expect(pagesOf({ first: 9_980, last: 9_999 }, 100, 50)).toEqual([0]);
    expect(pagesOf({ first: 0, last: 0 }, 100, 0)).toEqual([0]);
  });
});

describe('PageCache', () => {
  const rows = (page: number): readonly string[] => [`${page}a`, `${page}b`];

  it('finds rows by position across pages', () => {
    const cache = new PageCache<string>(2);
    cache.update('q', [
      [0, rows(0)],
      [3, rows(3)],
    ]);
    expect([cache.rowAt(1), cache.rowAt(6), cache.rowAt(2)]).toEqual(['0b', '3a', undefined]);
    expect(cache.findIndex((row) => row === '3b')).toBe(7);
  });

  it('keeps the old rows until the new question has an answer', () => {
    const cache = new PageCache<string>(2);
    cache.update('q', [[0, rows(0)]]);
    cache.update('r', [[0, undefined]]);
    expect(cache.rowAt(0)).toBe('0a');
    expect(cache.findIndex((row) => row === '0a')).toBeUndefined();
    cache.update('r', [[0, ['x']]]);
    expect([cache.rowAt(0), cache.rowAt(1)]).toEqual(['x', undefined]);
  });

  it('forgets the pages farthest away', () => {
    const cache = new PageCache<string>(2, 2);
    for (const page of [0, 1, 2]) cache.update('q', [[page, rows(page)]]);
    expect([cache.rowAt(0), cache.rowAt(2), cache.rowAt(4)]).toEqual([undefined, '1a', '2a']);
  });
});
