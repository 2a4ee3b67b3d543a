import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mavenPipelineId, mavenStageId } from '../../core/domain/import/profiles/maven-crm.ts';
import { board } from '../../core/queries/board.ts';
import { accountList } from '../../core/queries/account-list.ts';
import type { Query } from '../../core/queries/define-query.ts';
import { opportunityList } from '../../core/queries/opportunity-list.ts';
import { opportunityTotals } from '../../core/queries/opportunity-totals.ts';
import { search } from '../../core/queries/search.ts';
import { openStores } from '../../server/store/open-stores.ts';
import type { OrganizationStores } from '../../server/store/organization-store.ts';
import { Api } from '../server/api.ts';
import { adminEmail, adminPassword, dataFolder, startServer } from '../server/server-process.ts';
import { quietLog } from '../support/quiet-log.ts';

const folder = resolve(import.meta.dirname, '../../../shared/data/maven-crm');
const present = existsSync(folder);
if (!present) console.warn(`The import of real data was NOT tested: there is no ${folder}.`);

/** The files read without the importer: no cell of them holds a quote, a comma or a line break. */
function rows(file: string): Record<string, string>[] {
  const [head, ...lines] = readFileSync(resolve(folder, file), 'utf8').trim().split(/\r?\n/);
  const names = head!.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i]!, cell])));
}

const run = promisify(execFile);
const script = resolve(import.meta.dirname, '../../scripts/import.ts');

describe.skipIf(!present)('import of the CRM Sales Opportunities', () => {
  let stores: OrganizationStores;
  let ask: <P, R>(query: Query<P, R>, params: P) => Promise<R>;
  const reports: string[] = [];
  const data = { deals: [] as Record<string, string>[], end: async () => {} };

  beforeAll(async () => {
    data.deals = rows('sales_pipeline.csv');
    const at = await dataFolder();
    const server = await startServer({ folder: at.path, args: ['--currency', 'USD'] });
    const owner = await new Api(server.url).signIn(adminEmail, adminPassword);
    const { body: session } = await owner.get<{ user: { id: string }; organization: { id: string } }>('/v1/session');
    for (let i = 0; i < 2; i++) {
      const args = [script, '--dir', folder, '--server', server.url, '--email', adminEmail];
      reports.push(
        (await run(process.execPath, args, { env: { ...process.env, OUTPOST_PASSWORD: adminPassword } })).stdout,
      );
    }
    await server.stop();
    stores = await openStores({ dataFolder: at.path, databaseUrl: undefined }, quietLog);
    const store = await stores.open(session.organization.id);
    ask = async (query, params) => {
      const result = await store.execute('query', {
        userId: session.user.id,
        name: query.name,
        params,
        now: Date.now(),
      });
      if (result.kind !== 'answer') throw new Error(JSON.stringify(result));
      return result.value as never;
    };
    data.end = async () => {
      await stores.closeAll();
      await at.remove();
    };
  }, 180_000);

  afterAll(() => data.end());

  it('takes every line, and the second run changes nothing', () => {
    expect(reports[0]).toContain('8927 of 8927 lines');
    expect(reports[0]).toContain('Rows were added or changed.');
    expect(reports[1]).toContain('8927 of 8927 lines');
    expect(reports[1]).toContain('Nothing had changed');
  });

  it('fills the board with the counts and sums of the file', async () => {
    const { columns } = await ask(board, { pipelineId: mavenPipelineId, filters: {} });
    for (const stage of ['Prospecting', 'Engaging', 'Won', 'Lost']) {
      const of = data.deals.filter((deal) => deal['deal_stage'] === stage);
      const dollars = of.reduce((sum, deal) => sum + Number(deal['close_value'] || 0), 0);
      const column = columns.find(({ stageId }) => stageId === mavenStageId(stage));
      expect({ stage, ...column }).toMatchObject({
        stage,
        count: of.length,
        valueMinor: dollars * 100,
        otherCurrency: 0,
      });
    }
  });

  it('shows the dashboard what was won and lost, in whole and in one quarter', async () => {
    const closedIn = (stage: string, from: string, to: string) =>
      data.deals.filter((deal) => {
        const [day, month, year] = deal['close_date']!.split('-');
        const date = `20${year}-${month}-${day}`;
        return deal['deal_stage'] === stage && date >= from && date <= to;
      });
    for (const [from, to] of [
      ['2016-01-01', '2018-12-31'],
      ['2017-04-01', '2017-06-30'],
    ] as const) {
      const totals = await ask(opportunityTotals, { from, to });
      const won = closedIn('Won', from, to);
      expect(totals.won.count).toBe(won.length);
      expect(totals.won.valueMinor).toBe(won.reduce((sum, deal) => sum + Number(deal['close_value']) * 100, 0));
      expect(totals.lost.count).toBe(closedIn('Lost', from, to).length);
      expect(totals.open.count).toBe(
        data.deals.filter((deal) => !['Won', 'Lost'].includes(deal['deal_stage']!)).length,
      );
    }
  });

  it('finds accounts as they were written, with their parents and deals', async () => {
    const accounts = await ask(accountList, { sortBy: 'name', sortDir: 'asc', offset: 0, limit: 200 });
    expect(accounts.total).toBe(rows('accounts.csv').length);
    const acme = accounts.items.find((account) => account.name === 'Acme Corporation')!;
    expect(acme.sector).toBe('technolgy');
    const { hits } = await ask(search, { term: 'acme', limit: 10 });
    expect(hits.some((hit) => hit.kind === 'account' && hit.id === acme.id)).toBe(true);
    const deals = await ask(opportunityList, {
      filters: { accountId: acme.id },
      ...{ sortBy: 'name', sortDir: 'asc', offset: 0, limit: 200 },
    });
    expect(deals.total).toBe(data.deals.filter((deal) => deal['account'] === 'Acme Corporation').length);
    const child = rows('accounts.csv').find((account) => account['subsidiary_of'] === 'Acme Corporation')!;
    expect(accounts.items.find((account) => account.name === child['account'])?.parentAccountId).toBe(acme.id);
  });

  it('keeps deals without an account, and products whatever their spelling', async () => {
    const all = { sortBy: 'name', sortDir: 'asc', offset: 0, limit: 1 } as const;
    expect((await ask(opportunityList, { filters: {}, ...all })).total).toBe(data.deals.length);
    const product = rows('products.csv').find((line) => line['product'] === 'GTX Pro');
    expect(product).toBeDefined();
    expect(data.deals.some((deal) => deal['product'] === 'GTXPro')).toBe(true);
    const { hits } = await ask(search, { term: 'gtxpro', limit: 5 });
    expect(hits.some((hit) => hit.kind === 'opportunity')).toBe(true);
  });
});
