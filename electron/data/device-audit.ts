// SYNC-7: what a device holds is compared with the server, content included; what differs is put right.
import type { Program, ReadProgram } from '../../core/kernel/reads.ts';
import { maxRepairRows, type DigestReply, type RepairReply, type RepairRequest } from '../../core/protocol/audit.ts';
import type { PullReply } from '../../core/protocol/sync.ts';
import { storedColumns } from '../../core/schema/define-table.ts';
import { hashText, rowHash, RowsDigest, schemaFingerprint } from '../../core/schema/row-digest.ts';
import { isDomainTable, tableNamed, type DomainTableName } from '../../core/schema/tables.ts';
import { confirmedByIds, confirmedRows, type IdRange } from './confirmed-rows.ts';
import { idsOf, putBlock } from './device-apply.ts';
import { removeRows } from './device-forget.ts';
import { identityOf } from './device-identity.ts';
import { noKeys, replayOutbox, restoreBaseImages, type Identity } from './device-rebase.ts';
import { readFact, writeFact, type AuditResult } from './device-state.ts';

export type DeviceAuditPorts = {
  /** Runs a program in one transaction of the device's. */
  readonly run: <Result>(program: Program<Result>) => Result;
  /** This machine's epoch milliseconds. */
  readonly now: () => number;
  /** After a transaction that noted that rows have gone (SYNC-8). */
  readonly onDeparted: () => void;
};

/** The rows of a pull, read back, are not what the server sent: on the way or on this disk something was changed. */
export class DigestMismatch extends Error {}

const everyMs = 24 * 3_600_000;
/** A snapshot's rows are compared once the person has begun to work, not while they wait. */
const afterSnapshotMs = 15 * 60_000;

/** The device's part of an audit. */
export class DeviceAudit {
  readonly #ports: DeviceAuditPorts;
  readonly #userId: string;
  /** Something was asked for while a comparison was under way, which may already be past it. */
  #demanded = false;

  constructor(ports: DeviceAuditPorts, userId: string) {
    this.#ports = ports;
    this.#userId = userId;
  }

  /** Everything is to be compared with the server as soon as it is reached. */
  demand(): void {
    this.#demanded = true;
    this.#ports.run(writeFact('nextAuditAt', 0));
  }

  /** A comparison of everything begins. */
  begin(): void {
    this.#demanded = false;
  }

  /** Compares the server's digests with what this device holds. @param from the id behind which the first range begins */
  compare(
    table: DomainTableName,
    from: string,
    ranges: DigestReply['ranges'],
  ): { readonly differing: readonly IdRange[]; readonly checked: number } {
    return this.#ports.run(differingRanges(table, from, ranges));
  }

  /** Lists what this device holds of a range, for the server to compare. */
  held(table: DomainTableName, of: IdRange): { readonly of: IdRange; readonly held: RepairRequest['held'] } {
    return this.#ports.run(heldRows(table, of));
  }

  /** Puts right what differs. @returns how many rows were wrong */
  repair(table: DomainTableName, reply: RepairReply): number {
    const userId = this.#userId;
    const repaired = this.#ports.run(
      (function* (): Program<number> {
        return yield* applyRepair(table, reply, yield* identityOf(userId));
      })(),
    );
    this.#ports.onDeparted();
    return repaired;
  }

  /** Everything has been compared. */
  ended(counts: { readonly checked: number; readonly repaired: number }): void {
    const at = this.#ports.now();
    const nextAt = this.#demanded ? 0 : at + everyMs;
    this.#ports.run(
      (function* (): Program<void> {
        yield* writeFact('lastAudit', { at, ...counts });
        yield* writeFact('nextAuditAt', nextAt);
        yield* writeFact('schemaRead', schemaFingerprint());
      })(),
    );
  }

  /** @returns how the last comparison ended */
  last(): AuditResult | undefined {
    return this.#ports.run(readFact('lastAudit'));
  }
}

/**
 * @param now this machine's epoch milliseconds
 * @returns whether everything is to be compared with the server now: daily, some time after a snapshot, on demand, and when this
 * version knows tables or columns that the one before left out: the comparison then brings just the rows that fill them (SYNC-10)
 */
export function* isAuditDue(now: number): ReadProgram<boolean> {
  if (now >= ((yield* readFact('nextAuditAt')) ?? 0)) return true;
  return (yield* readFact('schemaRead')) !== schemaFingerprint();
}

/** A snapshot has arrived. @param now this machine's epoch milliseconds */
export function* auditAfter(now: number): Program<void> {
  yield* writeFact('schemaRead', schemaFingerprint());
  yield* writeFact('nextAuditAt', now + afterSnapshotMs);
}

/**
 * Compares ranges with what this device holds of them, confirmed rows only.
 * @param from the id behind which the first range begins
 * @returns the ranges that differ, and how many rows were looked at
 */
function* differingRanges(
  table: DomainTableName,
  from: string,
  ranges: DigestReply['ranges'],
): ReadProgram<{ readonly differing: IdRange[]; readonly checked: number }> {
  const columns = storedColumns(tableNamed(table));
  const differing: IdRange[] = [];
  let checked = 0;
  let start = from;
  for (const { upTo, digest } of ranges) {
    const sum = new RowsDigest();
    for (const row of yield* confirmedRows(table, { after: start, upTo })) sum.add(rowHash(table, columns, row));
    if (sum.text !== digest) differing.push({ after: start, upTo });
    checked += sum.rows;
    start = upTo ?? start;
  }
  return { differing, checked };
}

/**
 * Lists the confirmed rows of a range for the server to compare. A range that holds more than fit a request is cut.
 * @returns the part of the range that is listed, and its rows
 */
function* heldRows(
  table: DomainTableName,
  of: IdRange,
): ReadProgram<{ readonly of: IdRange; readonly held: RepairRequest['held'] }> {
  const columns = storedColumns(tableNamed(table));
  const rows = yield* confirmedRows(table, of);
  const listed = rows.slice(0, maxRepairRows);
  const upTo = listed.length < rows.length ? listed.at(-1)!.id : of.upTo;
  const held = listed.map((row): RepairRequest['held'][number] => [
    row.id,
    Number(row['version']),
    hashText(rowHash(table, columns, row)),
  ]);
  return { of: { after: of.after, upTo }, held };
}

/**
 * Puts right what the server found: its rows become the confirmed ones, what is not in scope goes, and what is pending is replayed.
 * @returns how many rows were wrong
 */
function* applyRepair(
  table: DomainTableName,
  { block, absent, behind }: RepairReply,
  identity: Identity,
): Program<number> {
  // When the server has gone on, an absent row may just have been deleted: the pull says so, and brings what belongs to it.
  const gone = behind ? [] : absent;
  if (!block && gone.length === 0) return 0;
  yield* restoreBaseImages();
  if (block) yield* putBlock(block, noKeys);
  yield* removeRows(gone.map((id) => [table, id]));
  if (gone.length > 0) yield* writeFact('departed', true);
  yield* replayOutbox(identity);
  return (block?.rows.length ?? 0) + gone.length;
}

/**
 * Whether the rows of a pull, read back after they were applied, add up to what the server sent.
 * @param pages with their digests; a page without one counts as right
 */
export function* addsUp(pages: readonly Extract<PullReply, { kind: 'page' }>[]): ReadProgram<boolean> {
  for (const { blocks, changed, digest } of pages) {
    if (digest === undefined) continue;
    const sum = new RowsDigest();
    for (const [table, ids] of idsOf({ blocks, changed })) {
      if (!isDomainTable(table)) return true;
      const known = storedColumns(tableNamed(table));
      for (const row of yield* confirmedByIds(table, ids)) sum.add(rowHash(table, known, row));
    }
    if (sum.text !== digest) return false;
  }
  return true;
}
