import type { DeviceConfig, DeviceOperations, FirstSync, Opened } from '../contract.ts';
import { editedLead, editedValue } from '../leads.ts';
import { readConfig, serveOperations, stopWatch } from '../serve.ts';
import { loadActual, password, type Actual, type ActualInternals, type Transaction } from './actual.ts';

const { folder, modules, url, shared, leads, edits } = readConfig<DeviceConfig>();
let actual: Actual;
let internals: ActualInternals;
let ids: readonly string[] = [];

async function transactions(): Promise<readonly Transaction[]> {
  const account = (await actual.getAccounts())[0]!.id;
  return actual.getTransactions(account, '2000-01-01', '2100-01-01');
}

async function firstSync(): Promise<FirstSync> {
  actual = await loadActual(modules);
  internals = await actual.init({ dataDir: folder, serverURL: url, password, verbose: false });
  const watch = stopWatch();
  await actual.downloadBudget(shared!);
  await actual.sync();
  const durable = watch();
  ids = (await transactions()).map(({ id }) => id).toSorted();
  return { durable, usable: durable, everything: durable, rows: ids.length };
}

async function edit(): Promise<number> {
  const watch = stopWatch();
  for (let i = 0; i < edits; i++) {
    const updated = [{ id: ids[editedLead(i, leads)], notes: editedValue(i) }];
    await internals.send('transactions-batch-update', { updated, runTransfers: false });
  }
  return watch();
}

async function sync(): Promise<number> {
  const watch = stopWatch();
  await actual.sync();
  return watch();
}

async function pull(): Promise<number> {
  const seconds = await sync();
  const edited = (await transactions()).filter(({ notes }) => notes.startsWith('Town ')).length;
  if (edited !== edits) throw new Error(`${edited} of ${edits} edits arrived`);
  return seconds;
}

async function open(): Promise<Opened> {
  const watch = stopWatch();
  actual = await loadActual(modules);
  await actual.init({ dataDir: folder, verbose: false });
  await actual.loadBudget((await actual.getBudgets())[0]!.id!);
  const { data } = await actual.aqlQuery(actual.q('transactions').select('*').limit(50));
  return { ms: watch() * 1000, rows: data.length };
}

serveOperations({ firstSync, edit, push: sync, pull, open } satisfies DeviceOperations);
