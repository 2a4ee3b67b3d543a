import {
  outboxStates,
  type BatchResult,
  type ImportResult,
  type OutboxEntry,
  type OutboxState,
  type PendingMutation,
  type SyncDetails,
  type SyncLogEntry,
} from '../../core/bridge/sync-centre.ts';
import { DomainError, type ErrorCode } from '../../core/kernel/errors.ts';
import { always, eq, isIn } from '../../core/kernel/predicates.ts';
import type { Program, ReadProgram } from '../../core/kernel/reads.ts';
import type { Row } from '../../core/kernel/rows.ts';
import { domainTableNames } from '../../core/schema/tables.ts';
import { count, first } from '../../core/schema/typed-reads.ts';
import type { Device } from './device.ts';
import { importMutations } from './device-import.ts';
import { listOutbox, type OutboxPage } from './device-outbox.ts';
import { currentRow, discardRefused, restoreAndSendAgain, sendAgain } from './device-refused.ts';
import { subjectOf } from './outbox-subject.ts';
import { readOutboxFile, writeOutboxFile, type Binding } from './outbox-file.ts';
import type { SyncLog } from './sync-log.ts';

export type SyncCentrePorts = {
  readonly device: Device;
  readonly log: SyncLog;
  /** Whose work this is; undefined in the sample company, which belongs nowhere. */
  readonly binding: Binding | undefined;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** There is something new to send, or to ask. */
  readonly onUnsent: () => void;
  /** Epoch milliseconds at which sync tries again by itself, or null. */
  readonly nextTryAt: () => number | null;
};

const batchOf = 500;

/** What the Sync centre asks of a device: its outbox, what to do about refusals, the outbox as a file, the log. */
export class SyncCentre {
  readonly #ports: SyncCentrePorts;

  constructor(ports: SyncCentrePorts) {
    this.#ports = ports;
  }

  list(page: OutboxPage): OutboxEntry[] {
    return this.#ports.device.perform(() => listWithSubjects(page));
  }

  /** Sends a refused mutation again. @throws DomainError when it is refused here already; it is then kept */
  retry(seq: number): void {
    this.#ports.device.perform((act) => sendAgain(act, seq));
    this.#ports.onUnsent();
  }

  /** Puts corrected arguments in the place of the refused ones. @throws DomainError as the rule does; the refused ones are then kept */
  edit(seq: number, args: unknown): void {
    this.#ports.device.perform((act) => sendAgain(act, seq, { args }));
    this.#ports.onUnsent();
  }

  /** @throws DomainError when the lead may not be restored or the mutation is refused here; nothing is then changed */
  restoreAndApply(seq: number): void {
    this.#ports.device.perform((act) => restoreAndSendAgain(act, seq));
    this.#ports.onUnsent();
  }

  /** @throws DomainError NOT_FOUND */
  discard(seq: number): void {
    this.#ports.device.perform(() => discardRefused(seq));
  }

  /** Sends everything again that was refused with a code. */
  retryAll(code: ErrorCode): BatchResult {
    return this.#eachRefused(code, (seq) => this.retry(seq));
  }

  /** Drops everything that was refused with a code. */
  discardAll(code: ErrorCode): BatchResult {
    return this.#eachRefused(code, (seq) => this.discard(seq));
  }

  current(seq: number): { readonly table: string; readonly row: Row } | null {
    return this.#ports.device.perform(() => currentRow(seq));
  }

  /** @returns the text of an outbox file with everything unsent and refused, or with some of it */
  export(seqs?: readonly number[]): { readonly text: string; readonly count: number } {
    const { device, log, now } = this.#ports;
    const entries = [...this.#all(['pending', 'imported', 'rejected'])].filter(
      ({ seq }) => seqs === undefined || seqs.includes(seq),
    );
    const text = writeOutboxFile(this.#binding(), device.position().clientId, entries, now());
    log.note({ kind: 'exported', details: { changes: entries.length } });
    return { text, count: entries.length };
  }

  /** @param text untrusted @throws BridgeFailure FILE_UNREADABLE, FILE_TOO_NEW, FILE_DAMAGED, FILE_FOREIGN; nothing is then changed */
  import(text: string): ImportResult {
    const { device, log, onUnsent } = this.#ports;
    const filed = readOutboxFile(text, this.#binding());
    const result = device.perform(() => importMutations(filed, device.takeNewIdentity));
    log.note({ kind: 'imported', details: result });
    onUnsent();
    return result;
  }

  details(): SyncDetails {
    const counted = this.#ports.device.perform(() => countEverything());
    return { ...counted, nextTryAt: this.#ports.nextTryAt() };
  }

  /** Compares everything with the server, now or when it is reached. */
  audit(): void {
    this.#ports.device.audit.demand();
    this.#ports.onUnsent();
  }

  log(limit: number): SyncLogEntry[] {
    return this.#ports.log.list(limit);
  }

  #binding(): Binding {
    if (!this.#ports.binding) throw new DomainError('WRONG_STATE', { state: 'sample' });
    return this.#ports.binding;
  }

  #eachRefused(code: ErrorCode, decide: (seq: number) => void): BatchResult {
    const refused = [...this.#all(['rejected'])].filter(({ error }) => error?.code === code);
    let done = 0;
    for (const { seq } of refused) {
      try {
        decide(seq);
        done++;
      } catch (cause) {
        // The rules of this device refuse it again: it stays where it is.
        if (!(cause instanceof DomainError)) throw cause;
      }
    }
    return { done, kept: refused.length - done };
  }

  *#all(states: readonly OutboxState[]): Generator<PendingMutation> {
    let after: string | undefined;
    for (;;) {
      const page = this.#ports.device.perform(() => listOutbox({ states, after, limit: batchOf }));
      yield* page;
      after = page.at(-1)?.id;
      if (page.length < batchOf) return;
    }
  }
}

function* listWithSubjects(page: OutboxPage): Program<OutboxEntry[]> {
  const entries: OutboxEntry[] = [];
  for (const entry of yield* listOutbox(page)) entries.push({ ...entry, subject: yield* subjectOf(entry) });
  return entries;
}

function* countEverything(): Program<Omit<SyncDetails, 'nextTryAt'>> {
  const rows: Record<string, number> = {};
  for (const table of domainTableNames) rows[table] = yield* count(table, always);
  const outbox: Partial<Record<OutboxState, number>> = {};
  for (const state of outboxStates) outbox[state] = yield* count('outbox', eq('state', state));
  return { rows, outbox: outbox as SyncDetails['outbox'], oldestUnsentAt: yield* oldestUnsent() };
}

function* oldestUnsent(): ReadProgram<number | null> {
  const order = [{ column: 'at', direction: 'asc' as const }];
  const oldest = yield* first('outbox', { where: isIn('state', ['pending', 'imported']), order });
  return oldest?.at ?? null;
}
