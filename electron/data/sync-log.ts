import { syncLogLimit, type SyncLogEntry, type SyncLogKind } from '../../core/bridge/sync-centre.ts';
import { always, lte } from '../../core/kernel/predicates.ts';
import { write, type Program, type ReadProgram } from '../../core/kernel/reads.ts';
import { runSync } from '../../core/kernel/run-sync.ts';
import { sortableNumber } from '../../core/kernel/sortable-number.ts';
import type { SyncStore } from '../../core/kernel/store.ts';
import type { RowOf } from '../../core/schema/tables.ts';
import { first, range } from '../../core/schema/typed-reads.ts';

/** Something sync did: counts and codes, never a person's data. */
export type SyncNews = { readonly kind: SyncLogKind; readonly details: SyncLogEntry['details'] };

export type SyncLogPorts = {
  readonly store: SyncStore;
  /** Epoch milliseconds. */
  readonly now: () => number;
};

/** Kinds that say the same again and again: one entry counts them. */
const counted: ReadonlySet<SyncLogKind> = new Set<SyncLogKind>(['pulled', 'failed']);

const newestFirst = [{ column: 'id', direction: 'desc' as const }];

/** What sync did on this device, the newest thousand entries. Where it stays the same, one entry counts how often. */
export class SyncLog {
  readonly #ports: SyncLogPorts;

  constructor(ports: SyncLogPorts) {
    this.#ports = ports;
  }

  /** Writes an entry. @throws StoreError */
  note({ kind, details }: SyncNews): void {
    this.#run(append(kind, JSON.stringify(details), this.#ports.now()));
  }

  /** @returns the newest entries, newest first */
  list(limit: number): SyncLogEntry[] {
    const rows = this.#run(range('syncLog', { where: always, order: newestFirst, limit }));
    return rows.map(({ id, at, since, times, kind, details }) => ({
      ...{ id, at, since, times, kind: kind as SyncLogKind },
      details: JSON.parse(details) as SyncLogEntry['details'],
    }));
  }

  #run<Result>(program: Program<Result>): Result {
    return this.#ports.store.transaction((transaction) => runSync(program, transaction));
  }
}

function* append(kind: SyncLogKind, details: string, at: number): Program<void> {
  const last = yield* first('syncLog', { where: always, order: newestFirst });
  if (last && isRepeated(last, kind, details)) {
    yield* write([{ op: 'patch', table: 'syncLog', id: last.id, set: { at, times: last.times + 1 } }]);
    return;
  }
  const number = Number(last?.id ?? 0) + 1;
  const row = { id: sortableNumber(number), at, since: at, times: 1, kind, details };
  yield* write([{ op: 'put', table: 'syncLog', row }]);
  yield* forgetOldest(number);
}

const isRepeated = (last: RowOf<'syncLog'>, kind: SyncLogKind, details: string): boolean =>
  counted.has(kind) && last.kind === kind && last.details === details;

function* forgetOldest(newest: number): Program<void> {
  if (newest <= syncLogLimit) return;
  const oldest = yield* olderThan(newest - syncLogLimit);
  yield* write(oldest.map(({ id }) => ({ op: 'delete', table: 'syncLog', id })));
}

function* olderThan(number: number): ReadProgram<readonly RowOf<'syncLog'>[]> {
  return yield* range('syncLog', { where: lte('id', sortableNumber(number)) });
}
