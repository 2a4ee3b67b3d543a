import { canonicalJson } from '../../../core/kernel/canonical-json.ts';
import { eq } from '../../../core/kernel/predicates.ts';
import type { Row } from '../../../core/kernel/rows.ts';
import { runSync } from '../../../core/kernel/run-sync.ts';
import { visibleRows } from '../../../core/schema/access.ts';
import { storedColumns } from '../../../core/schema/define-table.ts';
import { domainTableNames, tableNamed } from '../../../core/schema/tables.ts';
import { subjectsOf } from '../../../electron/data/journal-entries.ts';
import { loadScope } from '../../../server/sync/scope.ts';
import { rowsIn } from './rows-in.ts';
import type { SimDevice } from './sim-device.ts';
import type { SimServer } from './sim-server.ts';

/** SYNC-2: each client's mutations ran once each, in order. */
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

/**
 * SYNC-7: at rest, a device's rows equal the server's in its scope, content and version included. SYNC-8: it has no row of the
 * server's that is out of its scope.
 */
export function checkConverged(server: SimServer, device: SimDevice): void {
  const scope = server.store.transaction((transaction) => runSync(loadScope(device.userId), transaction));
  for (const table of domainTableNames) {
    const there = scope ? rowsIn(server.store, table, visibleRows(scope, table)) : [];
    const columns = storedColumns(tableNamed(table));
    const what = `${device.userId} ${table}`;
    const extra = expectEqual(`SYNC-7 ${what}`, rowsIn(device.store, table), there, columns);
    if (!extra) continue;
    const outside = rowsIn(server.store, table, eq('id', extra.id)).length > 0;
    throw new Error(
      `${outside ? 'SYNC-8' : 'SYNC-7'} ${what}: row ${extra.id} should not be here: ${JSON.stringify(extra)}`,
    );
  }
}

/** How long a device keeps what the server has confirmed. */
const journalMs = 30 * 86_400_000;

const contentOf = (name: string, args: string): string => `${name} ${args}`;

/** What arrived at the server, by content: the ids of its ledger entries. */
function arrivals(server: SimServer): Map<string, string[]> {
  const ids = new Map<string, string[]>();
  for (const [id, { name, args }] of server.arrived) {
    const content = contentOf(name, JSON.stringify(args));
    const known = ids.get(content);
    if (known) known.push(id);
    else ids.set(content, [id]);
  }
  return ids;
}

/**
 * SYNC-1 and SYNC-5: everything a person did has arrived at the server or is still on their device, byte for byte; and what the
 * server refused is on their device until they have decided.
 * @param now epoch milliseconds
 * @param settled whether the queues have drained, so that a refusal must have reached its author
 */
export function checkNothingLost(server: SimServer, device: SimDevice, settled: boolean, now: number): void {
  if (device.made.length === 0) return;
  const arrived = arrivals(server);
  const outbox = rowsIn(device.store, 'outbox');
  const waiting = new Set(outbox.map((row) => contentOf(String(row['name']), String(row['args']))));
  const journal = rowsIn(device.store, 'journal').map((row) => contentOf(String(row['name']), String(row['args'])));
  const held = new Set([...waiting, ...journal]);
  const outcomes = settled ? outcomesOf(server) : new Map<string, string>();
  for (const { name, args, at } of device.made) {
    const content = contentOf(name, args);
    const ids = arrived.get(content);
    // A server that is put back by more than the journal goes back has lost it for good.
    if (server.restored && now - at > journalMs) continue;
    // Nor does the journal keep what is about rows that have left the device (SYNC-8).
    if (server.restored && [...subjectsOf(args)].some((id) => device.store.gone.has(id))) continue;
    if (!ids && !(settled ? waiting : held).has(content))
      throw new Error(`${server.restored ? 'SYNC-9' : 'SYNC-1'} lost: ${content}`);
    if (!settled || !ids || waiting.has(content)) continue;
    const refused = ids.every((id) => outcomes.get(id)?.includes('rejected'));
    if (refused) throw new Error(`SYNC-5 refused and not kept: ${content}`);
  }
}

/** SYNC-2: what a device made in one order arrived in that order, as far as it arrived under one identity. */
export function checkOrder(server: SimServer, device: SimDevice): void {
  const arrived = arrivals(server);
  const last = new Map<string, number>();
  const contents = device.made.map(({ name, args }) => contentOf(name, args));
  const times = new Map<string, number>();
  for (const content of contents) times.set(content, (times.get(content) ?? 0) + 1);
  for (const content of contents) {
    const ids = arrived.get(content);
    // What was sent twice, under two identities or on purpose, says nothing about the order.
    if (ids?.length !== 1 || times.get(content) !== 1) continue;
    const [client, seq] = ids[0]!.split(':') as [string, string];
    if (Number(seq) < (last.get(client) ?? 0)) throw new Error(`SYNC-2 out of order: ${content}`);
    last.set(client, Number(seq));
  }
}

function outcomesOf(server: SimServer): Map<string, string> {
  const entries = rowsIn(server.store, 'ledger');
  return new Map(
    entries.map((entry) => [`${String(entry['clientId'])}:${String(entry['seq'])}`, String(entry['outcome'])]),
  );
}

/** @returns a row too many, if any @throws Error for a row that is missing or different */
function expectEqual(
  what: string,
  actual: readonly Row[],
  expected: readonly Row[],
  columns: readonly string[],
): Row | undefined {
  const there = new Map(expected.map((row) => [row.id, row]));
  let extra: Row | undefined;
  for (const row of actual) {
    const other = there.get(row.id);
    if (!other) {
      extra ??= row;
      continue;
    }
    there.delete(row.id);
    for (const column of columns) {
      if ((row[column] ?? null) === (other[column] ?? null)) continue;
      throw new Error(`${what}: row ${row.id} is\n${canonicalJson(row)}\nbut should be\n${canonicalJson(other)}`);
    }
  }
  for (const row of there.values()) throw new Error(`${what}: row ${row.id} is missing: ${JSON.stringify(row)}`);
  return extra;
}
