import Database from 'better-sqlite3';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { derivedUuid } from '../../../../core/kernel/ids.ts';
import type { Row } from '../../../../core/kernel/rows.ts';
import { peerLead } from '../leads.ts';
import { loadActual, password, transactionOf, type Actual, type ActualInternals } from './actual.ts';

export type Seed = {
  /** What the server keeps. */
  readonly data: string;
  readonly syncId: string;
};

const rowsPerWrite = 1000;
const options = { runTransfers: false, learnCategories: false };

/**
 * Makes a server's data with so many leads, once: kept beside the peer's packages, because it takes minutes.
 * @param serve starts a server on a data folder
 */
export async function seedOnce(
  modules: string,
  variant: string,
  leads: number,
  serve: (data: string) => Promise<{ port: number; stop: () => Promise<void> }>,
): Promise<Seed> {
  const content = derivedUuid('seed', JSON.stringify([peerLead(0), peerLead(leads - 1)])).slice(0, 8);
  const folder = join(modules, 'seeds', `${variant}-${leads}-${content}`);
  const [data, done] = [join(folder, 'server'), join(folder, 'sync-id')];
  if (existsSync(done)) return { data, syncId: readFileSync(done, 'utf8') };
  rmSync(folder, { recursive: true, force: true });
  const dataDir = join(folder, 'writer');
  for (const needed of [data, dataDir]) mkdirSync(needed, { recursive: true });
  const { port, stop } = await serve(data);
  const actual = await loadActual(modules);
  const internals = await actual.init({ dataDir, serverURL: `http://127.0.0.1:${port}`, password, verbose: false });
  await (variant === 'log' ? fillLog(actual, internals, leads) : fillFile(actual, internals, dataDir, leads));
  const budget = (await actual.getBudgets()).find(({ groupId }) => groupId);
  await stop();
  writeFileSync(done, budget!.groupId!);
  return { data, syncId: budget!.groupId! };
}

async function newBudget(actual: Actual, firstRows: readonly object[]): Promise<void> {
  await actual.runImport('leads', async () => {
    const account = await actual.createAccount({ name: 'leads', offbudget: true }, 0);
    if (firstRows.length > 0) await actual.addTransactions(account, firstRows, options);
  });
}

/** An empty file on the server, and everything after it as messages. */
async function fillLog(actual: Actual, internals: ActualInternals, leads: number): Promise<void> {
  await newBudget(actual, []);
  await internals.send('upload-budget');
  const account = (await actual.getAccounts())[0]!.id;
  for (let from = 0; from < leads; from += rowsPerWrite) {
    const size = Math.min(rowsPerWrite, leads - from);
    await actual.addTransactions(
      account,
      Array.from({ length: size }, (_, k) => transactionOf(from + k)),
      options,
    );
    await syncPatiently(actual);
  }
}

/** Its own sync, which begins a moment after each change, makes one that is asked for fail now and then. */
async function syncPatiently(actual: Actual): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await actual.sync();
    } catch (cause) {
      if (tries === 5) throw cause;
      await pause(500);
    }
  }
}

/** One file that holds everything: the first row through the API, the others as copies of it, which takes seconds, not minutes. */
async function fillFile(actual: Actual, internals: ActualInternals, dataDir: string, leads: number): Promise<void> {
  await newBudget(actual, [transactionOf(0)]);
  const { id } = (await actual.getBudgets()).find((budget) => budget.id)!;
  await internals.send('close-budget');
  copyRows(join(dataDir, id!, 'db.sqlite'), leads);
  await actual.loadBudget(id!);
  await internals.send('upload-budget');
}

function copyRows(file: string, leads: number): void {
  const db = new Database(file);
  const first = db.prepare('select * from transactions where financial_id = ?').get(peerLead(0)['id']) as Row;
  const columns = Object.keys(first);
  const names = columns.map((name) => `"${name}"`).join(', ');
  const insert = db.prepare(
    `insert into transactions (${names}) values (${columns.map((name) => `@${name}`).join(', ')})`,
  );
  const payee = db.prepare('insert or ignore into payees (id, name) values (?, ?)');
  const mapping = db.prepare('insert or ignore into payee_mapping (id, targetId) values (?, ?)');
  db.transaction(() => {
    for (let i = 1; i < leads; i++) {
      const { date, amount, payee_name, imported_payee, notes, imported_id } = transactionOf(i);
      const payeeId = derivedUuid('payee', payee_name);
      payee.run(payeeId, payee_name);
      mapping.run(payeeId, payeeId);
      const cells = { amount, notes, date: Number(date.replaceAll('-', '')), imported_description: imported_payee };
      insert.run({
        ...first,
        ...cells,
        id: derivedUuid('row', imported_id),
        financial_id: imported_id,
        description: payeeId,
      });
    }
  })();
  db.close();
}
