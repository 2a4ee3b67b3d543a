import { canonicalJson } from '../../../core/kernel/canonical-json.ts';
import { MemoryStore } from '../../../core/kernel/memory-store.ts';
import { always, eq, type Predicate } from '../../../core/kernel/predicates.ts';
import type { Row } from '../../../core/kernel/rows.ts';
import { runSync } from '../../../core/kernel/run-sync.ts';
import type { SyncStore } from '../../../core/kernel/store.ts';
import { visibleRows } from '../../../core/schema/access.ts';
import { storedColumns } from '../../../core/schema/define-table.ts';
import { deviceSpecs, domainTableNames, tableNamed } from '../../../core/schema/tables.ts';
import { rebase } from '../../../electron/data/device-apply.ts';
import { readFact } from '../../../electron/data/device-state.ts';
import { loadScope } from '../../../server/sync/scope.ts';
import type { SimDevice } from './sim-device.ts';
import type { SimServer } from './sim-server.ts';

/** @returns all rows of a table that meet a condition, in id order */
export function rowsIn(store: SyncStore, table: string, where: Predicate = always): readonly Row[] {
  return store.transaction((transaction) => transaction.read({ kind: 'range', table, range: { where } }));
}

/**
 * SYNC-3: local rows = confirmed rows + the outbox replayed in order. Recomputed on a copy of the disk. While a snapshot is being
 * read the confirmed rows are of two ages; the replay at its end makes the invariant hold again.
 */
export function checkLocalRows(device: SimDevice): void {
  if (device.device.position().snapshot) return;
  const copy = new MemoryStore(deviceSpecs);
  copy.restore(device.store.snapshot());
  copy.transaction((transaction) => {
    const clientId = runSync(readFact('clientId'), transaction)!;
    const user = transaction.read({ kind: 'get', table: 'users', id: device.userId })[0];
    const role = (user?.['role'] ?? 'rep') as 'rep';
    runSync(rebase({ clientId, actor: { userId: device.userId, role } }), transaction);
  });
  for (const table of domainTableNames) {
    expectEqual(`SYNC-3 ${device.userId} ${table}`, rowsIn(device.store, table), rowsIn(copy, table));
  }
}

/** SYNC-4: the cursor never goes back, unless the device was told to read a snapshot again. */
export class CursorOracle {
  #last = 0;

  /** The device's disk was put back to an older state: the cursor may be older, too. */
  reset(): void {
    this.#last = 0;
  }

  check(device: SimDevice): void {
    const { cursor } = device.device.position();
    if (!cursor) {
      this.#last = 0;
      return;
    }
    if (cursor.version < this.#last) throw new Error(`SYNC-4 cursor went back from ${this.#last} to ${cursor.version}`);
    this.#last = cursor.version;
  }
}

/** SYNC-2: each client's mutations ran once each, in order; and what they add is there exactly as often as they ran. */
export function checkLedger(server: SimServer): void {
  for (const client of rowsIn(server.store, 'clients')) {
    const seqs = rowsIn(server.store, 'ledger', eq('clientId', client.id)).map((entry) => Number(entry['seq']));
    seqs.sort((a, b) => a - b);
    seqs.forEach((seq, i) => {
      if (seq !== i + 1) throw new Error(`SYNC-2 client ${client.id} has seq ${seq} at place ${i + 1}`);
    });
    if (seqs.length !== client['lastSeq']) throw new Error(`SYNC-2 client ${client.id} stands at ${client['lastSeq']}`);
  }
  if (server.bugs.length > 0) throw new Error(`a mutator broke: ${server.bugs[0]}`);
}

/** SYNC-2 by its effect: a counter stands exactly at its first value and everything that was ever added to it, once. */
export function checkCounter(server: SimServer, lineId: string, first: number): void {
  let expected = first;
  for (const entry of rowsIn(server.store, 'ledger')) {
    const mutation = server.arrived.get(`${String(entry['clientId'])}:${String(entry['seq'])}`);
    if (mutation?.name !== 'leadProduct.update' || !String(entry['outcome']).includes('applied')) continue;
    const { changes } = mutation.args as { changes: { quantity: { from: number; to: number } } };
    expected += changes.quantity.to - changes.quantity.from;
  }
  const actual = rowsIn(server.store, 'leadProducts', eq('id', lineId))[0]?.['quantity'];
  if (actual !== expected) throw new Error(`SYNC-2 the counter is ${String(actual)}, but ${expected} were counted`);
}

type Edit = {
  readonly id: string;
  readonly changes: Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>;
};

/**
 * SYNC-6: a value that a person wrote stands, or somebody who saw it replaced it, or it is in `conflicts`. Checked for the
 * fields whose policy is `later`; lists and counters merge.
 */
export function checkNoSilentLoss(server: SimServer): void {
  const edits = rowsIn(server.store, 'ledger').flatMap((entry): Edit[] => {
    const mutation = server.arrived.get(`${String(entry['clientId'])}:${String(entry['seq'])}`);
    return mutation?.name === 'lead.update' && String(entry['outcome']).includes('applied')
      ? [mutation.args as Edit]
      : [];
  });
  const written = edits.flatMap(({ id, changes }) =>
    Object.entries(changes).map(([field, change]) => ({ id, field, ...change })),
  );
  const replaced = new Set(written.map(({ id, field, from }) => canonicalJson([id, field, from])));
  const conflicts = new Set(
    rowsIn(server.store, 'conflicts').flatMap((row) =>
      [row['keptValue'], row['otherValue']].map((value) =>
        canonicalJson([row['entityId'], row['field'], JSON.parse(String(value))]),
      ),
    ),
  );
  const leads = new Map(rowsIn(server.store, 'leads').map((row) => [row.id, row]));
  for (const { id, field, to } of written) {
    const key = canonicalJson([id, field, to]);
    if (field === 'phones' || leads.get(id)?.[field] === to || replaced.has(key) || conflicts.has(key)) continue;
    throw new Error(`SYNC-6 nobody saw ${field} = ${JSON.stringify(to)} of lead ${id} go`);
  }
}

/** SYNC-7: at rest, a device's rows equal the server's in its scope, content and version included. */
export function checkConverged(server: SimServer, device: SimDevice): void {
  const scope = server.store.transaction((transaction) => runSync(loadScope(device.userId), transaction));
  for (const table of domainTableNames) {
    const there = scope ? rowsIn(server.store, table, visibleRows(scope, table)) : [];
    const columns = storedColumns(tableNamed(table));
    expectEqual(
      `SYNC-7 ${device.userId} ${table}`,
      stored(rowsIn(device.store, table), columns),
      stored(there, columns),
    );
  }
}

/** SYNC-5: everything a person did has arrived at the server or is still on their device, with its content. */
export function checkNothingLost(server: SimServer, device: SimDevice): void {
  const held = device.device.outbox(1000).map((entry) => canonicalJson([entry.name, entry.args]));
  const arrived = [...server.arrived.values()].map((mutation) => canonicalJson([mutation.name, mutation.args]));
  const known = new Set([...held, ...arrived]);
  const lost = device.made.find((made) => !known.has(canonicalJson([made.name, made.args])));
  if (lost) throw new Error(`SYNC-5 lost: ${lost.name} ${JSON.stringify(lost.args)}`);
}

function stored(rows: readonly Row[], columns: readonly string[]): Row[] {
  return rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column] ?? null])) as Row);
}

function expectEqual(what: string, actual: readonly Row[], expected: readonly Row[]): void {
  const a = new Map(actual.map((row) => [row.id, canonicalJson(row)]));
  const b = new Map(expected.map((row) => [row.id, canonicalJson(row)]));
  for (const [id, text] of b) {
    const other = a.get(id);
    if (other === undefined) throw new Error(`${what}: row ${id} is missing: ${text}`);
    if (other !== text) throw new Error(`${what}: row ${id} is\n${other}\nbut should be\n${text}`);
  }
  for (const [id, text] of a) if (!b.has(id)) throw new Error(`${what}: row ${id} should not be here: ${text}`);
}
