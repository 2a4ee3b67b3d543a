import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { changesOf, differingCells, newValues, toCell } from './changes.ts';
import { optionalText } from './text-fields.ts';
import {
  amountMinor,
  currencyCode,
  discountPercent,
  flagValue,
  freeJson,
  optionalRef,
  rowId,
  rowIds,
} from './value-fields.ts';

const uuid = '0198c3b0-0000-7000-8000-000000000001';

describe('values', () => {
  it('are ids only as lower-case UUIDs', () => {
    expect(rowId.safeParse(uuid).success).toBe(true);
    for (const text of ['', 'x', uuid.toUpperCase(), `${uuid}0`, `{${uuid}}`]) {
      expect(rowId.safeParse(text).success).toBe(false);
    }
    expect(optionalRef.parse('')).toBeNull();
    expect(rowIds.parse([uuid, uuid])).toEqual([uuid]);
    expect(rowIds.safeParse([]).success).toBe(false);
  });

  it('are amounts within safe integers, without a negative zero', () => {
    expect(amountMinor.parse(Number.MAX_SAFE_INTEGER)).toBe(Number.MAX_SAFE_INTEGER);
    expect(Object.is(amountMinor.parse(-0), 0)).toBe(true);
    for (const value of [-1, 0.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY, '1']) {
      expect(amountMinor.safeParse(value).success).toBe(false);
    }
  });

  it('are percentages of at most four decimals', () => {
    for (const value of [0, 100, 12.5, 33.3333, 0.0001]) expect(discountPercent.parse(value)).toBe(value);
    for (const value of [-0.0001, 100.0001, 33.33333]) expect(discountPercent.safeParse(value).success).toBe(false);
  });

  it('are currency codes and flags', () => {
    expect(currencyCode.parse(' eur ')).toBe('EUR');
    expect(currencyCode.safeParse('EURO').success).toBe(false);
    expect(flagValue.parse(1)).toBe(1);
    expect(flagValue.safeParse(true).success).toBe(false);
  });

  it('are JSON that is neither too long nor nested too deeply', () => {
    const json = freeJson(z.unknown(), 100);
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        expect(json.safeParse(value).success).toBe(JSON.stringify(value).length <= 100);
      }),
    );
    let nested: unknown = 1;
    for (let i = 0; i < 100_000; i++) nested = [nested];
    expect(json.safeParse(nested).success).toBe(false);
    expect(json.safeParse(undefined).success).toBe(false);
  });
});

describe('edits', () => {
  const changes = changesOf({ name: optionalText(), tags: z.array(z.string()) });

  it('carry old and new value of each field, and drop fields they do not know', () => {
    const parsed = changes.parse({ name: { from: 'a', to: ' b ' }, later: { from: 1, to: 2 } });
    expect(newValues(parsed)).toEqual({ name: 'b' });
    expect(changes.safeParse({ name: { to: 'b' } }).success).toBe(false);
    expect(changes.safeParse({ name: 'b' }).success).toBe(false);
  });

  it('leave what is as it was', () => {
    const row = { name: 'b', tags: '["x"]', other: null };
    expect(differingCells(row, { name: 'b', tags: ['x'], other: null })).toEqual({});
    expect(differingCells(row, { name: undefined, tags: ['y'], other: '' })).toEqual({ tags: '["y"]', other: '' });
    expect([true, false, undefined, {}].map(toCell)).toEqual([1, 0, null, '{}']);
  });
});
