import type { StoreChange } from '../../core/kernel/rows.ts';
import { generateSampleCompany } from './sample-company.ts';
import type { SqliteStore } from './sqlite-store.ts';

const sampleSeed = 20_260_101;
const rowsPerTransaction = 2_000;

/**
 * Fills an empty store with the generated company.
 * @param nowMs the company's present, epoch milliseconds
 * @returns the id of the person one is in it: the first owner
 */
export function fillSample(store: SqliteStore, nowMs: number): string {
  let userId: string | undefined;
  let batch: StoreChange[] = [];
  const write = (): void => {
    const changes = batch;
    batch = [];
    store.transaction((transaction) => transaction.write(changes));
  };
  store.beginBulkLoad();
  for (const { table, row } of generateSampleCompany(sampleSeed, nowMs)) {
    if (table === 'users' && row['role'] === 'owner') userId ??= row.id;
    batch.push({ op: 'put', table, row });
    if (batch.length >= rowsPerTransaction) write();
  }
  write();
  store.finishBulkLoad();
  if (userId === undefined) throw new Error('the sample company has no owner');
  return userId;
}
