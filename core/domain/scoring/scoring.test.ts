import { beforeEach, describe, expect, it } from 'vitest';
import { asAdmin, Fixture, to } from '../testing/fixture.ts';
import { idOf } from '../testing/seed.ts';
import { rulesMax } from './scoring-fields.ts';

let fixture: Fixture;
const id = idOf('rule');
beforeEach(() => {
  fixture = new Fixture();
});
const run = (name: string, args: unknown) => fixture.run(name, args, asAdmin);
const refusal = (name: string, args: unknown) => fixture.refusal(name, args, asAdmin);
const ceo = { id, name: 'Decides', kind: 'field', field: 'title', operator: 'contains', operands: ['CEO'], points: 20 };

describe('scoring rules', () => {
  it('look at a field, or count activities', () => {
    run('scoringRule.create', ceo);
    run('scoringRule.create', {
      id: idOf('call'),
      name: 'Call',
      kind: 'activity',
      activityType: 'CALL',
      points: 5,
      maxTimes: 3,
    });
    expect(fixture.row('scoringRules', id)).toMatchObject({
      operands: '["CEO"]',
      active: 1,
      position: 0,
      activityType: null,
    });
    expect(fixture.row('scoringRules', idOf('call'))).toMatchObject({ field: null, maxTimes: 3, position: 1 });
    expect(refusal('scoringRule.create', { ...ceo, name: 'X' }).code).toBe('ID_TAKEN');
    expect(refusal('scoringRule.create', { ...ceo, id: idOf('x') }).code).toBe('NAME_TAKEN');
  });

  it.each([
    [{ field: 'shoeSize' }, 'field'],
    [{ field: undefined }, 'field'],
    [{ operator: 'atLeast' }, 'operator'],
    [{ operator: undefined }, 'operator'],
    [{ operands: [] }, 'operands'],
    [{ operands: [7] }, 'operands'],
    [{ field: 'valueMinor', operator: 'atLeast', operands: ['7'] }, 'operands'],
    [{ field: 'phones', operator: 'is' }, 'operator'],
    [{ points: 1001 }, 'points'],
    [{ points: 0.5 }, 'points'],
    [{ name: ' ' }, 'name'],
  ])('refuse %j', (part, field) => {
    expect(refusal('scoringRule.create', { ...ceo, ...part })).toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ field }],
    });
  });

  it('are changed as a whole, and deleted', () => {
    run('scoringRule.create', ceo);
    const update = (values: object) => ({ id, changes: to({ ...values }) });
    run('scoringRule.update', update({ field: 'valueMinor', operator: 'atLeast', operands: [100_000], points: -5 }));
    expect(fixture.row('scoringRules', id)).toMatchObject({ field: 'valueMinor', operands: '[100000]', points: -5 });
    expect(run('scoringRule.update', update({ points: -5 }))).toEqual([]);
    expect(refusal('scoringRule.update', update({ operator: 'contains' }))).toMatchObject({
      fields: [{ field: 'changes.operator.to' }],
    });
    run('scoringRule.remove', { id });
    expect(fixture.rows('scoringRules')).toEqual([]);
    for (const name of ['scoringRule.remove', 'scoringRule.update']) {
      expect(refusal(name, update({})).code).toBe('NOT_FOUND');
    }
  });

  it('end somewhere', () => {
    for (let i = 0; i < rulesMax; i++) run('scoringRule.create', { ...ceo, id: idOf(`r${i}`), name: `R${i}` });
    expect(refusal('scoringRule.create', ceo)).toMatchObject({ fields: [{ code: 'too_many' }], details: { rulesMax } });
  });
});
