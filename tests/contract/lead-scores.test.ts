import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCompany, type Company } from '../server/company.ts';
import { storeKinds } from '../support/fresh-database.ts';
import { base, ok, settingsApi, type List, type Row } from './settings-api.ts';

describe.each(storeKinds)('scores over REST (%s)', (kind) => {
  let company: Company;
  beforeAll(async () => {
    company = await startCompany(kind);
  });
  afterAll(() => company?.end());
  const { make, put, newLead } = settingsApi(() => company);

  test('B16 a lead’s score follows its fields, its activities and the rules', async () => {
    await ok(put('qualification-threshold', { threshold: 30 }));
    const rule = {
      name: 'Decides',
      kind: 'field',
      field: 'title',
      operator: 'contains',
      operands: ['ceo'],
      points: 20,
    };
    const { id: ruleId } = await make('scoring-rules', rule);
    await make('scoring-rules', { name: 'Visits', kind: 'activity', activityType: 'VISIT', points: 6, maxTimes: 2 });
    const { id } = await newLead({ lastName: 'Score', title: 'CEO' });
    const score = async () => {
      const { body } = await company.rita.get<Row>(`/v1/leads/${id}`);
      return [body['score'], body['qualified']];
    };
    expect(await score()).toEqual([20, false]);
    for (const expected of [
      [26, false],
      [32, true],
      [32, true],
    ]) {
      await ok(company.rita.post(`/v1/leads/${id}/activities`, { type: 'VISIT' }), 201);
      expect(await score()).toEqual(expected);
    }
    const qualified = await ok(company.rita.get<List>('/v1/leads?qualified=true&sortBy=score'));
    expect(qualified.items).toEqual([expect.objectContaining({ id, score: 32, qualified: true })]);
    await ok(company.rita.sendJson<Row>('PATCH', `/v1/leads/${id}`, { title: 'Cook' }));
    expect(await score()).toEqual([12, false]);
    await ok(put(`scoring-rules/${ruleId}`, { operands: ['cook'], points: 100 }));
    expect(await score()).toEqual([112, true]);
    await ok(put(`scoring-rules/${ruleId}`, { active: false }));
    expect(await score()).toEqual([12, false]);
    for (const [part, field] of [
      [{ field: 'shoeSize' }, 'field'],
      [{ operator: 'atLeast' }, 'operator'],
      [{ operands: [] }, 'operands'],
      [{ points: 5000 }, 'points'],
    ] as const) {
      const { body } = await company.owner.post(`${base}/scoring-rules`, { ...rule, name: 'X', ...part });
      expect(body).toMatchObject({ status: 400, code: 'VALIDATION_FAILED', errors: [{ field }] });
    }
  });
});
