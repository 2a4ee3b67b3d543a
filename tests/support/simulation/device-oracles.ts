import { canonicalJson } from '../../../core/kernel/canonical-json.ts';
import { always } from '../../../core/kernel/predicates.ts';
import { changedRowId, type Row } from '../../../core/kernel/rows.ts';
import { runSync } from '../../../core/kernel/run-sync.ts';
import type { SyncStore, SyncTransaction } from '../../../core/kernel/store.ts';
import { domainTableNames, isDomainTable } from '../../../core/schema/tables.ts';
import type { Device } from '../../../electron/data/device.ts';
import { rebase } from '../../../electron/data/device-apply.ts';
import { readFact } from '../../../electron/data/device-state.ts';
import { rowsIn } from './rows-in.ts';
import type { SimDevice } from './sim-device.ts';

/** What is looked at of a device. */
type Observed = {
  readonly userId: string;
  readonly device: Pick<Device, 'position'>;
  readonly store: SyncStore & { readonly unwatched: SyncStore };
};

/** Ends a transaction without a trace. One for all: what costs about an error is to find out where it was made. */
const undo = new Error('undone');

/**
 * SYNC-3: local rows = confirmed rows + the outbox replayed in order. Replayed in a transaction that is rolled back: every row
 * that the replay writes must come out as it was, and what it does not write it cannot change. While a snapshot is being read the
 * confirmed rows are of two ages; the replay at its end makes the invariant hold again.
 */
export function checkLocalRows(device: Observed): void {
  if (rowsIn(device.store, 'baseImages').length === 0 && rowsIn(device.store, 'outbox').length === 0) return;
  if (device.device.position().snapshot) return;
  const differences = rolledBack(device.store.unwatched, (transaction) => {
    const clientId = runSync(readFact('clientId'), transaction)!;
    const user = transaction.read({ kind: 'get', table: 'users', id: device.userId })[0];
    const role = (user?.['role'] ?? 'rep') as 'rep';
    const before = new Map<string, Row | undefined>();
    const key = (table: string, id: string): string => `${table}:${id}`;
    runSync(rebase({ clientId, actor: { userId: device.userId, role } }), {
      read: (read) => transaction.read(read),
      load: (block) => transaction.load(block),
      write: (changes) => {
        for (const change of changes) {
          const id = changedRowId(change);
          if (!isDomainTable(change.table) || before.has(key(change.table, id))) continue;
          before.set(key(change.table, id), transaction.read({ kind: 'get', table: change.table, id })[0]);
        }
        transaction.write(changes);
      },
    });
    return [...before].flatMap(([at, row]) => {
      const [table, id] = at.split(/:(.*)/s) as [string, string];
      const replayed = transaction.read({ kind: 'get', table, id })[0];
      if (isSameRow(row, replayed)) return [];
      return [`${at} is\n${canonicalJson(row ?? null)}\nbut should be\n${canonicalJson(replayed ?? null)}`];
    });
  });
  if (differences.length > 0) throw new Error(`SYNC-3 ${device.userId}: ${differences[0]}`);
}

function isSameRow(a: Row | undefined, b: Row | undefined): boolean {
  if (!a || !b) return a === b;
  const columns = Object.keys(a);
  return columns.length === Object.keys(b).length && columns.every((column) => a[column] === b[column]);
}

function rolledBack<Result>(store: SyncStore, run: (transaction: SyncTransaction) => Result): Result {
  let result: Result;
  try {
    store.transaction((transaction) => {
      result = run(transaction);
      throw undo;
    });
  } catch (cause) {
    if (cause !== undo) throw new Error(`SYNC-3 the outbox cannot be replayed: ${String(cause)}`, { cause });
  }
  return result!;
}

/** SYNC-4: the cursor never goes back, unless the device was told to read a snapshot again. */
export class CursorOracle {
  #last = 0;

  /** The device's disk was put back to an older state: the cursor may be older, too. */
  reset(): void {
    this.#last = 0;
  }

  check(device: SimDevice): void {
    const row = device.store.transaction((transaction) =>
      transaction.read({ kind: 'get', table: 'deviceState', id: 'cursor' }),
    )[0];
    const cursor = row && (JSON.parse(String(row['value'])) as { version: number });
    if (!cursor) {
      this.#last = 0;
      return;
    }
    if (cursor.version < this.#last) throw new Error(`SYNC-4 cursor went back from ${this.#last} to ${cursor.version}`);
    this.#last = cursor.version;
  }
}

/** What a person is asked about before a server may remove it: more rows than this, and more than a fifth of them, at once. */
const mostRemoved = 500;

/** SYNC-9: nothing empties a device unasked. In a simulated company nobody is asked, so it does not happen. */
export function checkNotEmptied({ userId, store }: SimDevice): void {
  if (store.mostRemoved <= mostRemoved) return;
  const left = domainTableNames.reduce((sum, table) => sum + rowsIn(store.unwatched, table).length, 0);
  if (store.mostRemoved <= (left + store.mostRemoved) / 5) return;
  throw new Error(`SYNC-9 ${userId}: ${store.mostRemoved} rows were removed at once, ${left} are left`);
}

/** SYNC-8, the part a row store can show: at rest nothing is kept but the rows in scope and what was refused. */
export function checkNothingLeft(device: SimDevice): void {
  for (const table of ['baseImages', 'snapshotSeen']) {
    const [left] = device.store.transaction((transaction) =>
      transaction.read({ kind: 'first', table, range: { where: always } }),
    );
    if (left) throw new Error(`SYNC-8 ${device.userId}: ${table} still holds ${JSON.stringify(left)}`);
  }
}
