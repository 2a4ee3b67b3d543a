import { describe, expect, it } from 'vitest';
import type { CsvLine } from './cells.ts';
import { planMavenImport } from './maven-crm.ts';

const lines = (...cells: Record<string, string>[]): CsvLine[] => cells.map((of, i) => ({ line: i + 2, cells: of }));

const files = {
  'products.csv': lines({ product: 'GTX Pro', series: 'GTX', sales_price: '4821' }),
  'sales_teams.csv': lines({ sales_agent: 'Ann Lee', manager: 'Max Moss', regional_office: 'East' }),
  'accounts.csv': lines({ account: 'Cancity', sector: 'retail', revenue: '718.62', subsidiary_of: '' }),
};
const deal = {
  opportunity_id: 'A1',
  sales_agent: 'Ann Lee',
  product: 'GTXPro',
  account: 'Cancity',
  deal_stage: 'Won',
  engage_date: '20-10-16',
  close_date: '01-03-17',
  close_value: '1054',
};
const planOf = (...deals: Record<string, string>[]) =>
  planMavenImport({ ...files, 'sales_pipeline.csv': lines(...deals) }, 'USD');
const opportunities = (plan: ReturnType<typeof planOf>) =>
  plan.steps.filter((step) => step.name === 'import.opportunity').map((step) => step.args as Record<string, unknown>);

describe('maven-crm profile', () => {
  it('reads days, amounts and products as the files mean them', () => {
    const [opportunity] = opportunities(planOf(deal));
    expect(opportunity).toMatchObject({
      engagedAt: Date.UTC(2016, 9, 20, 12),
      closedAt: Date.UTC(2017, 2, 1, 12),
      valueMinor: 105_400,
      currency: 'USD',
    });
    const product = planOf(deal).steps.find((step) => step.name === 'import.product')!.args as { id: string };
    expect(opportunity!['productId']).toBe(product.id);
  });

  it('keeps what is missing missing', () => {
    const [opportunity] = opportunities(
      planOf({ ...deal, account: '', engage_date: '', close_date: '', close_value: '' }),
    );
    expect(opportunity).toMatchObject({ accountId: null, valueMinor: null });
    expect(opportunity).not.toHaveProperty('closedAt');
  });

  it.each([
    ['close_date', '31-02-17'],
    ['close_date', '2017-03-01'],
    ['close_date', '01-03-15'],
    ['close_value', '1,054'],
    ['close_value', '99999999999999999'],
    ['product', 'GTX Ultra'],
    ['sales_agent', 'Nobody'],
    ['account', 'Nowhere'],
    ['deal_stage', 'Maybe'],
    ['opportunity_id', ''],
  ])('reports a line whose %s is "%s", and takes the next one', (column, text) => {
    const plan = planOf({ ...deal, [column]: text }, { ...deal, opportunity_id: 'A2' });
    expect(plan.problems).toEqual([expect.objectContaining({ file: 'sales_pipeline.csv', line: 2 })]);
    expect(plan.problems[0]!.reason).toContain(column);
    expect(opportunities(plan).map((args) => args['externalId'])).toEqual(['A2']);
  });

  it('takes an opportunity that stands twice in the file once', () => {
    const plan = planOf(deal, deal);
    expect(opportunities(plan)).toHaveLength(1);
    expect(plan.problems).toHaveLength(1);
  });

  it('gives the same ids for the same files', () => {
    expect(planOf(deal)).toEqual(planOf(deal));
  });
});
