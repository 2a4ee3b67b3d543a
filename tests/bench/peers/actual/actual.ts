import { loadFrom } from '../serve.ts';
import { peerLead } from '../leads.ts';

export type Transaction = { readonly id: string; readonly notes: string };
type Query = { select(fields: string): Query; limit(count: number): Query };

/** As much of Actual's API as is used here. */
export type Actual = {
  init(options: { dataDir: string; serverURL?: string; password?: string; verbose: boolean }): Promise<ActualInternals>;
  runImport(name: string, run: () => Promise<void>): Promise<void>;
  createAccount(account: { name: string; offbudget: boolean }, balance: number): Promise<string>;
  addTransactions(account: string, rows: readonly object[], options: object): Promise<unknown>;
  getAccounts(): Promise<{ id: string }[]>;
  getTransactions(account: string, from: string, to: string): Promise<Transaction[]>;
  getBudgets(): Promise<{ id?: string; groupId?: string }[]>;
  downloadBudget(syncId: string): Promise<void>;
  loadBudget(id: string): Promise<void>;
  aqlQuery(query: Query): Promise<{ data: readonly unknown[] }>;
  q(table: string): Query;
  sync(): Promise<void>;
};
/** What its own screens use. */
export type ActualInternals = { send(name: string, args?: object): Promise<unknown> };

export const password = 'a password for measuring';

export function loadActual(modules: string): Promise<Actual> {
  return loadFrom<Actual>(modules, '@actual-app/api');
}

/** A row to be added, as its API takes it. */
export type NewTransaction = {
  readonly date: string;
  readonly amount: number;
  readonly payee_name: string;
  readonly imported_payee: string;
  readonly notes: string;
  readonly imported_id: string;
  readonly cleared: boolean;
};

/** @returns the i-th lead as a transaction, which is what Actual has rows of */
export function transactionOf(i: number): NewTransaction {
  const { id, valueMinor, company, firstName, lastName, email, phones, location, description } = peerLead(i);
  return {
    date: `2026-0${1 + (i % 9)}-1${i % 9}`,
    amount: Number(valueMinor),
    payee_name: String(company),
    imported_payee: `${firstName} ${lastName} ${email}`,
    notes: `${description} ${location} ${phones}`,
    imported_id: String(id),
    cleared: true,
  };
}
