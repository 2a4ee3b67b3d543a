import { roles } from '../kernel/mutator.ts';
import { byRule, defineTable, flag, id, int, json, nullable, oneOf, text, time } from './define-table.ts';

/** The organization itself; one row whose id is `organizationId`. */
export const organization = defineTable('organization', 'org', {
  name: text(),
  /** IANA zone in which days begin and end for every figure. */
  timeZone: text(),
  /** ISO 4217. */
  currency: text(),
  /** Names of lead fields that every lead must fill, as a JSON array. */
  requiredLeadFields: json('set'),
  /** Days after which trashed leads are purged. */
  trashDays: int(),
  /** Largest document, bytes; NULL: the default (core/domain/file/file-limits.ts). */
  documentMaxBytes: nullable(int()),
  /** Days a device works on without contact before it locks (SYNC-11); NULL: the usual number. */
  leaseDays: nullable(int()),
  /** From this score on a lead is qualified; NULL: the organization has no threshold. */
  qualificationThreshold: nullable(int()),
  /** Key of the priority of new leads; NULL: medium. */
  defaultPriority: nullable(text()),
  createdAt: time(),
});

export const organizationId = '00000000-0000-8000-8000-000000000001';

export const users = defineTable(
  'users',
  'org',
  {
    name: text(),
    email: text(),
    role: oneOf(roles),
    active: flag(),
    /** One of the palette in core/domain/pipeline/colors.ts. */
    color: text(),
    createdAt: time(),
  },
  { indexes: [['email']] },
);

export const teams = defineTable('teams', 'org', {
  name: text(),
  /** 1: everyone in the team sees its leads; 0: only assignees and managers. */
  open: flag(),
  archived: flag(),
  createdAt: time(),
});

export const teamMembers = defineTable(
  'teamMembers',
  'org',
  { teamId: id(), userId: id(), role: oneOf(['manager', 'member']), createdAt: time() },
  { indexes: [['teamId'], ['userId']] },
);

/**
 * What the organization lets a role do otherwise than by default (core/domain/access/role-permissions.ts): synced, so that a device
 * decides alike offline.
 */
export const rolePermissions = defineTable(
  'rolePermissions',
  'org',
  { role: oneOf(roles), permission: text(), allowed: flag(), createdAt: time() },
  { indexes: [['role']] },
);

/** The units that own leads. They group; they give no access. */
export const businesses = defineTable('businesses', 'org', {
  name: text(),
  color: text(),
  archived: flag(),
  createdAt: time(),
});

/** A person's own settings (theme, density, last pipeline), on all of their devices. */
export const preferences = defineTable(
  'preferences',
  'user',
  { userId: id(), key: text(), value: nullable(json()), updatedAt: time() },
  { indexes: [['userId', 'key']] },
);

/** What became of a person's undo, and what stayed because others have changed it since: theirs to read, on all of their devices. */
export const undos = defineTable(
  'undos',
  'user',
  {
    userId: id(),
    /** The action that was undone. */
    of: text(),
    at: time(),
    /** done: see the counts; waiting: the server will decide; missing: it was refused, or is too old. */
    outcome: byRule(oneOf(['done', 'waiting', 'missing'])),
    /** Table of the records concerned; `records` when there are several. */
    entity: byRule(text()),
    /** How many records the action changed, and how many of them are as before again. */
    total: byRule(int()),
    restored: byRule(int()),
    /** How many fields and rows stay as they are, and the first of them: JSON array of KeptBack. */
    skippedCount: byRule(int()),
    skipped: byRule(json()),
  },
  { indexes: [['userId', 'of', 'at']] },
);
