import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { never } from '../../kernel/predicates.ts';
import { Fixture, seeing, to } from '../testing/fixture.ts';
import { idOf } from '../testing/seed.ts';
import { lineTotalMinor } from './line-total.ts';

describe('lineTotalMinor', () => {
  it.each([
    [2, 5000, 0, 10_000],
    [1, 5000, 10, 4500],
    [3, 3333, 33.3333, 6666],
    [1, 1, 50, 1],
    [1, -1, 50, -1],
    [1, 3, 50, 2],
    [1, 1, 50.0001, 0],
    [7, 100, 100, 0],
  ])('of %i × %i less %d %% is %i', (quantity, price, discount, total) => {
    expect(lineTotalMinor(quantity, price, discount)).toBe(total);
  });

  it('is the exact value rounded half away from zero, or nothing when it cannot be held', () => {
    const price = fc.oneof(fc.integer(), fc.maxSafeInteger());
    const discount = fc.integer({ min: 0, max: 1_000_000 }).map((share) => share / 10_000);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), price, discount, (quantity, unit, percent) => {
        const [whole, decimals = ''] = percent.toString().split('.');
        const percentE4 = BigInt(whole!) * 10_000n + BigInt(decimals.padEnd(4, '0'));
        const exactE6 = BigInt(quantity) * BigInt(unit) * (1_000_000n - percentE4);
        const magnitude = exactE6 < 0n ? -exactE6 : exactE6;
        const rounded = magnitude / 1_000_000n + (magnitude % 1_000_000n >= 500_000n ? 1n : 0n);
        const expected = exactE6 < 0n ? -rounded : rounded;
        const total = lineTotalMinor(quantity, unit, percent);
        expect(total).toBe(Number.isSafeInteger(Number(expected)) ? Number(expected) : undefined);
        expect(Object.is(total, -0)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('product lines', () => {
  let fixture: Fixture;
  const leadId = idOf('ann');
  const id = idOf('line');
  beforeEach(() => {
    fixture = new Fixture();
    fixture.lead('ann');
  });
  const add = (more: object = {}, overrides = {}) =>
    fixture.run('leadProduct.add', { id, leadId, productId: idOf('anchor'), ...more }, overrides);
  const refusal = (more: object, overrides = {}) =>
    fixture.refusal('leadProduct.add', { id, leadId, productId: idOf('anchor'), ...more }, overrides);

  it('cost what the product costs, unless told otherwise', () => {
    add();
    expect(fixture.row('leadProducts', id)).toMatchObject({
      quantity: 1,
      unitPriceMinor: 12_500,
      discountPercent: 0,
      totalMinor: 12_500,
      currency: 'EUR',
    });
    add({ id: idOf('two'), quantity: 2, unitPriceMinor: 5000, discountPercent: 12.5 });
    expect(fixture.row('leadProducts', idOf('two')).totalMinor).toBe(8750);
    expect(fixture.history(leadId)).toContain(`productAdded - - ${idOf('anchor')}`);
  });

  it('follow every change with their total', () => {
    add();
    fixture.run('leadProduct.update', { id, changes: to({ quantity: 3, discountPercent: 10 }) });
    expect(fixture.row('leadProducts', id).totalMinor).toBe(33_750);
    expect(fixture.run('leadProduct.update', { id, changes: to({ quantity: 3 }) })).toEqual([]);
    fixture.run('leadProduct.remove', { id });
    expect(fixture.rows('leadProducts')).toEqual([]);
    expect(fixture.history(leadId)).toEqual(
      expect.arrayContaining(['productChanged quantity 1 3', `productRemoved - ${idOf('anchor')} -`]),
    );
  });

  it('refuse what does not fit', () => {
    expect(refusal({ productId: idOf('x') })).toMatchObject({ fields: [{ field: 'productId', code: 'unknown' }] });
    for (const [field, value] of [
      ['quantity', 0],
      ['quantity', 1.5],
      ['unitPriceMinor', 0.5],
      ['discountPercent', 101],
      ['discountPercent', -1],
    ] as const) {
      expect(refusal({ [field]: value })).toMatchObject({ code: 'VALIDATION_FAILED', fields: [{ field }] });
    }
    expect(refusal({ quantity: 10, unitPriceMinor: Number.MAX_SAFE_INTEGER })).toMatchObject({
      fields: [{ field: 'quantity', code: 'too_big' }],
    });
    add();
    expect(refusal({}).code).toBe('ID_TAKEN');
    const changes = to({ unitPriceMinor: Number.MAX_SAFE_INTEGER, quantity: 2 });
    expect(fixture.refusal('leadProduct.update', { id, changes })).toMatchObject({
      fields: [{ code: 'too_big' }],
    });
    for (const [name, args] of [
      ['leadProduct.add', { id: idOf('y'), leadId, productId: idOf('anchor') }],
      ['leadProduct.update', { id, changes: to({ quantity: 2 }) }],
      ['leadProduct.remove', { id }],
    ] as const) {
      expect(fixture.refusal(name, args, seeing(never)).code).toBe('NOT_FOUND');
    }
    fixture.run('lead.trash', { ids: [leadId] });
    expect(fixture.refusal('leadProduct.remove', { id }).code).toBe('WRONG_STATE');
    expect(fixture.refusal('leadProduct.remove', { id: idOf('x') }).code).toBe('NOT_FOUND');
  });
});
