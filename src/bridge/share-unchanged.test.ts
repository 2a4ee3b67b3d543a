import { expect, it } from 'vitest';
import { shareUnchanged } from './share-unchanged.ts';

it('returns the previous answer itself when nothing changed', () => {
  const previous = { items: [{ id: 1, tags: ['a'] }], total: 1 };
  expect(shareUnchanged(previous, structuredClone(previous))).toBe(previous);
});

it('keeps the rows that did not change, wherever they stand now', () => {
  const previous = { items: [{ id: 1 }, { id: 2, name: 'a' }], total: 2 };
  const next = { items: [{ id: 3 }, { id: 1 }, { id: 2, name: 'b' }], total: 3 };
  const shared = shareUnchanged(previous, next);
  expect(shared).toEqual(next);
  expect(shared.items[1]).toBe(previous.items[0]);
  expect(shared.items[2]).not.toBe(previous.items[1]);
});

it('compares items without ids by their place', () => {
  const previous = { columns: [{ count: 1 }, { count: 2 }] };
  const shared = shareUnchanged(previous, { columns: [{ count: 1 }, { count: 3 }] });
  expect(shared).toEqual({ columns: [{ count: 1 }, { count: 3 }] });
  expect(shared.columns[0]).toBe(previous.columns[0]);
});

it.each([
  [{ a: undefined }, {}],
  [{ a: 1 }, { a: 1, b: undefined }],
  [[1, 2], [1]],
  [[], {}],
  [null, {}],
  [undefined, { a: null }],
  [{ a: 1 }, null],
  [{ a: 0 }, { a: -0 }],
])('never takes %j for %j', (previous, next) => {
  const shared = shareUnchanged<unknown>(previous, next);
  expect(shared).toEqual(next);
  expect(shared).not.toBe(previous);
});
