import { beforeEach, describe, expect, it } from 'vitest';
import { asAdmin, Fixture, to } from '../testing/fixture.ts';
import { idOf } from '../testing/seed.ts';

let fixture: Fixture;
beforeEach(() => {
  fixture = new Fixture();
});
const run = (name: string, args: unknown) => fixture.run(name, args, asAdmin);
const refusal = (name: string, args: unknown) => fixture.refusal(name, args, asAdmin);

describe('sources', () => {
  it('are told apart within what a team sees', () => {
    run('source.create', { id: idOf('s1'), name: 'Referral' });
    run('source.create', { id: idOf('s2'), name: 'Trade fair', teamId: idOf('south') });
    for (const args of [
      { name: 'website' },
      { name: 'trade FAIR', teamId: idOf('north') },
      { name: 'Referral', teamId: idOf('north') },
    ]) {
      expect(refusal('source.create', { id: idOf('s3'), ...args })).toMatchObject({
        code: 'NAME_TAKEN',
        fields: [{ field: 'name' }],
      });
    }
    expect(refusal('source.create', { id: idOf('s1'), name: 'x' }).code).toBe('ID_TAKEN');
    expect(refusal('source.create', { id: idOf('s3'), name: 'x', teamId: idOf('x') })).toMatchObject({
      fields: [{ field: 'teamId' }],
    });
  });

  it('are renamed, given to a team, and put away', () => {
    const id = idOf('website');
    run('source.update', { id, changes: to({ name: 'Web', teamId: idOf('north') }) });
    expect(run('source.update', { id, changes: to({ name: 'Web' }) })).toEqual([]);
    expect(refusal('source.update', { id, changes: to({ name: 'Trade Fair' }) }).code).toBe('NAME_TAKEN');
    run('source.create', { id: idOf('s2'), name: 'Web', teamId: idOf('south') });
    expect(refusal('source.update', { id, changes: to({ teamId: idOf('south') }) })).toMatchObject({
      code: 'NAME_TAKEN',
      fields: [{ field: 'changes.teamId.to' }],
    });
    run('source.archive', { id });
    expect(run('source.archive', { id })).toEqual([]);
    expect(fixture.refusal('lead.create', { id: idOf('l'), lastName: 'x', sourceId: id }).code).toBe('UNKNOWN_SOURCE');
    run('source.archive', { id, archived: 0 });
    for (const [name, args] of [
      ['source.update', { id: idOf('x'), changes: {} }],
      ['source.archive', { id: idOf('x') }],
    ] as const) {
      expect(refusal(name, args).code).toBe('NOT_FOUND');
    }
  });
});

describe('businesses', () => {
  it('are made, changed and put away', () => {
    run('business.create', { id: idOf('sails'), name: 'Sails' });
    expect(refusal('business.create', { id: idOf('b'), name: 'ropes' }).code).toBe('NAME_TAKEN');
    expect(refusal('business.create', { id: idOf('sails'), name: 'x' }).code).toBe('ID_TAKEN');
    expect(refusal('business.create', { id: idOf('b'), name: 'x', color: 'plaid' })).toMatchObject({
      fields: [{ field: 'color' }],
    });
    run('business.update', { id: idOf('sails'), changes: to({ name: 'Sails & Masts', color: 'red' }) });
    expect(run('business.update', { id: idOf('sails'), changes: to({ color: 'red' }) })).toEqual([]);
    expect(refusal('business.update', { id: idOf('sails'), changes: to({ name: 'Paints' }) }).code).toBe('NAME_TAKEN');
    expect(refusal('business.update', { id: idOf('x'), changes: {} }).code).toBe('NOT_FOUND');
    run('business.archive', { id: idOf('sails') });
    expect(fixture.row('businesses', idOf('sails')).archived).toBe(1);
    expect(refusal('business.archive', { id: idOf('x') }).code).toBe('NOT_FOUND');
  });
});

describe('products', () => {
  it('are made and changed', () => {
    run('product.create', { id: idOf('rope'), name: 'Rope', series: 'R', priceMinor: 900 });
    expect(fixture.row('products', idOf('rope'))).toMatchObject({ currency: 'EUR', archived: 0, series: 'R' });
    expect(refusal('product.create', { id: idOf('p'), name: 'anchor', priceMinor: 1 }).code).toBe('NAME_TAKEN');
    expect(refusal('product.create', { id: idOf('rope'), name: 'x', priceMinor: 1 }).code).toBe('ID_TAKEN');
    expect(refusal('product.create', { id: idOf('p'), name: 'x', priceMinor: -1 })).toMatchObject({
      fields: [{ field: 'priceMinor' }],
    });
    run('product.update', { id: idOf('rope'), changes: to({ priceMinor: 950, archived: 1 }) });
    expect(run('product.update', { id: idOf('rope'), changes: to({ priceMinor: 950 }) })).toEqual([]);
    expect(refusal('product.update', { id: idOf('rope'), changes: to({ name: 'Anchor' }) }).code).toBe('NAME_TAKEN');
    expect(refusal('product.update', { id: idOf('x'), changes: {} }).code).toBe('NOT_FOUND');
    fixture.lead('ann');
    const line = { id: idOf('line'), leadId: idOf('ann'), productId: idOf('rope') };
    expect(fixture.refusal('leadProduct.add', line).code).toBe('VALIDATION_FAILED');
  });
});
