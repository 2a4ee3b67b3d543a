import { z } from 'zod';
import { errorCodes, type DomainErrorData } from '../kernel/errors.ts';
import type { Row } from '../kernel/rows.ts';

/** The part of the bridge that the Sync centre speaks: what waits, what was refused, the log, the outbox as a file. */

/**
 * pending: on this device only; answered: the server has it, its effect has not come back yet; rejected: refused, waits for a
 * person; imported: brought in from another device's file, to be sent in that device's name.
 */
export const outboxStates = ['pending', 'answered', 'rejected', 'imported'] as const;
export type OutboxState = (typeof outboxStates)[number];

/** One mutation of the outbox as the Sync centre shows it. */
export type PendingMutation = {
  /** Names it in this outbox, and its place in the list. */
  readonly id: string;
  /** Below zero for what was made under another identity of this device, or on another one. */
  readonly seq: number;
  readonly name: string;
  readonly args: unknown;
  /** Epoch milliseconds of the person's action. */
  readonly at: number;
  readonly state: OutboxState;
  readonly error: DomainErrorData | null;
  /** What the person did, where several mutations are one action. */
  readonly action?: string;
};

/** What a mutation is about, in the words of this device's rows: the lead, or the row that it names. */
export type OutboxSubject = {
  /** Null: it is about no lead, about many, or about one that is not on this device. */
  readonly leadId: string | null;
  /** '' when nothing on this device tells. */
  readonly name: string;
};
export type OutboxEntry = PendingMutation & { readonly subject: OutboxSubject };

/** What the overview says beside the status; asked for, not pushed: counting rows takes a moment. */
export type SyncDetails = {
  /** Rows of the organization on this device, by table. */
  readonly rows: Readonly<Record<string, number>>;
  /** Mutations by state. */
  readonly outbox: Readonly<Record<OutboxState, number>>;
  /** Epoch milliseconds of the oldest action that the server has not got, or null. */
  readonly oldestUnsentAt: number | null;
  /** Epoch milliseconds at which sync tries again by itself; null while it is at it, or waits for a person. */
  readonly nextTryAt: number | null;
};

/** What sync did, without a word of the person's data. */
export const syncLogKinds = [
  'signedIn',
  'pushed',
  'refused',
  'pulled',
  'firstSync',
  'repaired',
  'audited',
  'failed',
  'wiped',
  'imported',
  'exported',
] as const;
export type SyncLogKind = (typeof syncLogKinds)[number];

export type SyncLogEntry = {
  readonly id: string;
  /** Epoch milliseconds by this machine's clock; of the last one when it was repeated. */
  readonly at: number;
  /** Of the first one. */
  readonly since: number;
  /** How often in a row. */
  readonly times: number;
  readonly kind: SyncLogKind;
  /** Counts and codes only. */
  readonly details: Readonly<Record<string, number | string>>;
};

/** Most entries that the log keeps. */
export const syncLogLimit = 1000;

/** Most characters of an outbox file. */
export const outboxFileLimit = 32 * 1024 * 1024;

const seq = z.strictObject({ seq: z.int() });
const sameCode = z.strictObject({ code: z.enum(errorCodes) });

export const syncCentreParams = {
  /** In the order of their ids, from behind `after`. */
  'outbox.list': z.strictObject({
    states: z.array(z.enum(outboxStates)).min(1).max(outboxStates.length).optional(),
    after: z.string().max(200).optional(),
    limit: z.int().min(1).max(1000).default(200),
  }),
  /** Sends a refused mutation again, as a new one. */
  'outbox.retry': seq,
  /** Puts a corrected mutation in the place of a refused one. */
  'outbox.edit': z.strictObject({ seq: z.int(), args: z.unknown() }),
  /** Takes the leads that a refusal names out of the trash, then sends the mutation again. */
  'outbox.restoreAndApply': seq,
  'outbox.discard': seq,
  /** The same for every refused mutation with this code. */
  'outbox.retryAll': sameCode,
  'outbox.discardAll': sameCode,
  /** The row that a mutation edits, as it is without it. */
  'outbox.current': seq,
  /** Everything unsent and refused, or some of it, as the text of a file. */
  'outbox.export': z.strictObject({ seqs: z.array(z.int()).min(1).max(1000).optional() }),
  'outbox.import': z.strictObject({ text: z.string().max(outboxFileLimit) }),
  'sync.details': z.strictObject({}),
  /** Compares everything with the server as soon as it is reached, and puts right what differs. */
  'sync.audit': z.strictObject({}),
  /** Newest first. */
  'sync.log': z.strictObject({ limit: z.int().min(1).max(syncLogLimit).default(syncLogLimit) }),
} as const;

/** How many were done, and how many the rules of this device refused again. */
export type BatchResult = { readonly done: number; readonly kept: number };

export type ImportResult = {
  /** To be sent. */
  readonly added: number;
  /** Refused on the other device: they wait for a decision here. */
  readonly refused: number;
  /** Known already. */
  readonly known: number;
};

export type SyncCentreResults = {
  'outbox.list': readonly OutboxEntry[];
  'outbox.retry': null;
  'outbox.edit': null;
  'outbox.restoreAndApply': null;
  'outbox.discard': null;
  'outbox.retryAll': BatchResult;
  'outbox.discardAll': BatchResult;
  /** Null where the mutation edits no single row, or the row is not on this device. */
  'outbox.current': { readonly table: string; readonly row: Row } | null;
  'outbox.export': { readonly text: string; readonly count: number };
  'outbox.import': ImportResult;
  'sync.details': SyncDetails;
  'sync.audit': null;
  'sync.log': readonly SyncLogEntry[];
};
