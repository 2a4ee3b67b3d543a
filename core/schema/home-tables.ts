import { roles } from '../kernel/mutator.ts';
import { defineTable, flag, id, int, json, nullable, oneOf, text, time } from './define-table.ts';

/** Mutations whose effect the device has not yet pulled. The row id is the zero-padded seq, so that ids sort in device order. */
export const outbox = defineTable(
  'outbox',
  'home',
  {
    seq: int(),
    name: text(),
    args: json(),
    /** Corrected epoch milliseconds of the person's action. */
    at: time(),
    /**
     * pending: to be sent; answered: the server said applied, waiting for the pull that covers it; rejected: kept for the person;
     * imported: of another client id (see device-import.ts), to be sent in its name, without local effect until then.
     */
    state: oneOf(['pending', 'answered', 'rejected', 'imported']),
    /** DomainErrorData as JSON, when rejected. */
    error: nullable(json()),
    /** JSON `{ keys, tables }`: rows `table:id` it read or wrote, tables it read by range; they decide whether a pull must replay it. */
    touched: json(),
    /** The action it is part of, where several mutations are one (a bulk edit): what `action.undo` names. */
    action: nullable(text()),
  },
  { indexes: [['state', 'seq']] },
);

/** The confirmed copy of each row that pending mutations touched. Id: `table:rowId`. NULL image: the server has no such row. */
export const baseImages = defineTable('baseImages', 'home', {
  entity: text(),
  entityId: id(),
  image: nullable(json()),
});

/** Answered mutations, kept for replay after a server was restored. Id: `clientId:seq` padded. */
export const journal = defineTable(
  'journal',
  'home',
  { seq: int(), name: text(), args: json(), at: time(), clientId: id(), action: nullable(text()) },
  { indexes: [['clientId', 'seq'], ['at']] },
);

/** What sync did, the newest thousand entries, without personal data. The row id is the zero-padded number of the entry. */
export const syncLog = defineTable('syncLog', 'home', {
  at: time(),
  /** Of the first of `times` equal entries in a row. */
  since: time(),
  times: int(),
  kind: text(),
  /** JSON object of counts and codes. */
  details: json(),
});

/** The device's own facts (client id, cursor, clock offset, binding, bootstrap progress), one JSON value a key. */
export const deviceState = defineTable('deviceState', 'home', { value: json() });

/** Rows that a repeated snapshot has brought so far; what is not among them at its end is no longer in scope. Id: `table:rowId`. */
export const snapshotSeen = defineTable('snapshotSeen', 'home', {});

/** Exactly once: what the server answered to each mutation. Id: `clientId:seq` padded. */
export const ledger = defineTable(
  'ledger',
  'home',
  { clientId: id(), seq: int(), hash: text(), outcome: json(), at: time() },
  { indexes: [['clientId', 'seq']] },
);

/** A device as the server knows it. Id: client id. What it says of itself is NULL until a version that says so has synced. */
export const clients = defineTable(
  'clients',
  'home',
  {
    userId: id(),
    lastSeq: int(),
    lastSeenAt: time(),
    revoked: flag(),
    name: nullable(text()),
    platform: nullable(text()),
    appVersion: nullable(text()),
    createdAt: nullable(time()),
    /** Mutations waiting on it when it last said so, and the `at` of the oldest. */
    pending: nullable(int()),
    oldestPendingAt: nullable(time()),
    revokedAt: nullable(time()),
    revokedBy: nullable(id()),
    /** When it first asked after it was revoked: it has been told to wipe itself. */
    toldAt: nullable(time()),
    /** When its last mutation was made, epoch milliseconds as the server took it. */
    lastAt: nullable(time()),
  },
  { indexes: [['userId']] },
);

/**
 * Which sign-in sessions a device has used: with the device its sessions are revoked, so that the same token cannot come back under
 * a new client id. Id: `sessionId:clientId`.
 */
export const clientSessions = defineTable(
  'clientSessions',
  'home',
  { sessionId: text(), clientId: id(), at: time(), revoked: flag() },
  { indexes: [['sessionId', 'revoked'], ['clientId']] },
);

/** What happened to devices, for whoever has to account for it. Id: derived from the rest. */
export const clientEvents = defineTable(
  'clientEvents',
  'home',
  {
    clientId: id(),
    kind: oneOf(['added', 'signedIn', 'updated', 'revoked', 'told']),
    /** Who did it; NULL: the device itself. */
    by: nullable(id()),
    at: time(),
    /** The version it came to, where `kind` is updated. */
    detail: nullable(text()),
  },
  { indexes: [['clientId', 'at']] },
);

/**
 * Keys by which programs call the API for a person. The key itself is shown once, when it is made; kept is what tells it is the
 * same one: a SHA-256, enough for 256 random bits.
 */
export const apiKeys = defineTable(
  'apiKeys',
  'home',
  {
    name: text(),
    /** The first characters of the key, by which people recognize it. */
    prefix: text(),
    hash: text(),
    /** Whom it acts for: what it makes and changes is theirs, and it sees no more than they do. */
    userId: id(),
    /** The role it acts in, if the person's own is not below it. */
    role: oneOf(roles),
    /** Permissions, as a JSON array; it has those of them that the role has. */
    scopes: json(),
    createdBy: id(),
    createdAt: time(),
    expiresAt: nullable(time()),
    /** To the minute. */
    lastUsedAt: nullable(time()),
    lastUsedFrom: nullable(text()),
    revokedAt: nullable(time()),
    revokedBy: nullable(id()),
  },
  { indexes: [['hash'], ['userId']] },
);

/** Requests by which something was done (D4): one row, however many rows they changed. */
export const auditRequests = defineTable(
  'auditRequests',
  'home',
  {
    /** As the server's log names it. */
    logId: text(),
    method: text(),
    path: text(),
    /** JSON object; what may hold a secret is masked. */
    headers: json(),
    ip: text(),
    /** Who acted in the person's place. */
    impersonatorId: nullable(id()),
    at: time(),
  },
  { appendOnly: true },
);

/** Who did what (D4): one row for each row that a deed changed. Id: the deed, then a number within it. */
export const auditLog = defineTable(
  'auditLog',
  'home',
  {
    /** When the server did it, and when the person did: earlier, where they were offline. */
    at: time(),
    madeAt: time(),
    event: text(),
    /** NULL: the server itself. */
    userId: nullable(id()),
    apiKeyId: nullable(id()),
    requestId: nullable(id()),
    entity: text(),
    entityId: id(),
    /** The lead that the row is or hangs on. */
    leadId: nullable(id()),
    /** AuditData as JSON. */
    data: json(),
  },
  {
    appendOnly: true,
    indexes: [['at'], ['leadId', 'at'], ['entityId', 'at'], ['userId', 'at'], ['apiKeyId', 'at']],
  },
);

/**
 * Requests that their caller may send again: what was asked for, and what was answered. Kept for a day. Id: made of the caller and
 * the key that they gave.
 */
export const keyedRequests = defineTable(
  'keyedRequests',
  'home',
  {
    /** Hash of method, path, parameters and body. */
    fingerprint: text(),
    state: oneOf(['running', 'failed', 'done']),
    /** When the key was first used. */
    at: time(),
    /** When it was last taken up. */
    startedAt: time(),
    /** The version that its mutation was given: it is applied, whatever became of the reply. */
    appliedVersion: nullable(int()),
    /** KeptReply as JSON, when done. */
    reply: nullable(json()),
  },
  { indexes: [['at']] },
);

/** One row, id `clock`: the organization's version counter; locked first by every writing transaction. */
export const clock = defineTable('clock', 'home', { current: int(), stamp: text() });

/** Each version with its random stamp: a cursor that is not in here belongs to another history. Id: padded version. */
export const clockLog = defineTable('clockLog', 'home', { stamp: text(), at: time() });

/** A deleted row, with the audience it had. Id: `table:rowId`. */
export const tombstones = defineTable(
  'tombstones',
  'home',
  { entity: text(), entityId: id(), audience: json() },
  { indexes: [['version']] },
);

/** A row whose audience changed: the audience it had before, as JSON. Id: `version:table:rowId`. */
export const audienceLog = defineTable(
  'audienceLog',
  'home',
  { entity: text(), entityId: id(), before: json() },
  { indexes: [['version'], ['entity', 'entityId', 'version']] },
);

/**
 * When the fields of a row were last changed and by whom: what concurrent edits are judged by, and which columns a pull brings.
 * Id: `table:rowId`. A row that was never changed since it was made has none.
 */
export const rowClock = defineTable('rowClock', 'home', {
  /** The newest version that changed more than `fields` say, or who sees the row: a device that has not seen it needs the row whole. */
  whole: int(),
  /** JSON object: per field [version, at, by]. */
  fields: json(),
});

/**
 * What takes the mutations back that this home has run, one row per row they changed (core/domain/undo). Kept for 30 days.
 * Id: the mutation (`clientId:seq` padded, or a request's id), then a number within it.
 */
export const undoLog = defineTable(
  'undoLog',
  'home',
  {
    /** What a person did: the mutation's own id, or what several of them were given. */
    action: text(),
    userId: id(),
    at: time(),
    entity: text(),
    entityId: id(),
    /** The lead that the row hangs on, or the row itself: with it the entry leaves a device (SYNC-8). */
    scopeId: id(),
    /** UndoChange as JSON. */
    change: json(),
  },
  { indexes: [['action'], ['at'], ['scopeId']] },
);
