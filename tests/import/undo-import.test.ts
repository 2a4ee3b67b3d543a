import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Api } from '../server/api.ts';
import { adminEmail, adminPassword, dataFolder, startServer } from '../server/server-process.ts';

const run = promisify(execFile);
const script = resolve(import.meta.dirname, '../../scripts/import.ts');

const files = (sector: string, value: string): Readonly<Record<string, string>> => ({
  'products.csv': 'product,series,sales_price\nAnchor,A,125\n',
  'sales_teams.csv': 'sales_agent,manager,regional_office\nAnna Bell,Dustin Brinkmann,Central\n',
  'accounts.csv': `account,sector,year_established,revenue,employees,office_location,subsidiary_of\nAcme,${sector},1996,11,20,Kenya,\n`,
  'sales_pipeline.csv': `opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n1C1I7A6R,Anna Bell,Anchor,Acme,Won,2016-10-20,2017-03-01,${value}\n`,
});

describe('an import', () => {
  let at: Awaited<ReturnType<typeof dataFolder>>;
  let server: Awaited<ReturnType<typeof startServer>>;
  let owner: Api;
  beforeAll(async () => {
    at = await dataFolder();
    server = await startServer({ folder: at.path, args: ['--currency', 'USD'] });
    owner = await new Api(server.url).signIn(adminEmail, adminPassword);
  }, 60_000);
  afterAll(async () => {
    await server.stop();
    await at.remove();
  });

  const cli = async (...args: readonly string[]): Promise<string> => {
    const all = [script, ...args, '--server', server.url, '--email', adminEmail];
    return (await run(process.execPath, all, { env: { ...process.env, OUTPOST_PASSWORD: adminPassword } })).stdout;
  };
  const importFiles = async (name: string, contents: Readonly<Record<string, string>>): Promise<string> => {
    const folder = join(at.path, name);
    mkdirSync(folder);
    for (const [file, text] of Object.entries(contents)) writeFileSync(join(folder, file), text);
    return /--undo (\S+)/.exec(await cli('--dir', folder))![1]!;
  };

  it('is taken back run by run, what it changed first, then what it brought', async () => {
    const first = await importFiles('first', files('medical', '1054'));
    const second = await importFiles('second', files('retail', '2000'));
    expect(await cli('--undo', second)).toMatch(/Undone for ([1-9]\d*) of \1 records\./);
    expect(await cli('--undo', second)).toMatch(/Undone for 0 of [1-9]/);
    const again = await importFiles('again', files('retail', '2000'));
    expect((await owner.post(`/v1/actions/${again}/undo`, {})).body).toMatchObject({
      outcome: 'done',
      kept: [],
    });
    expect(await cli('--undo', first)).toMatch(/Undone for ([1-9]\d*) of \1 records\./);
    expect(await cli('--undo', 'nothing')).toMatch(/There is nothing to undo/);
    // The same files bring everything anew: nothing of the first run was left.
    await importFiles('anew', files('medical', '1054'));
  }, 120_000);
});
