import { defineTable, flag, id, int, json, money, nullable, oneOf, text, time } from './define-table.ts';
import { activityTypes } from './leads.ts';

export const modules = ['leads', 'opportunities'] as const;
export const stageCategories = ['new', 'contacted', 'qualified', 'won', 'lost'] as const;

/** Who has a lead that enters a stage: whoever moved it, one person, or nobody until it is assigned. */
export const stageOwnerships = ['mover', 'user', 'nobody'] as const;

export const pipelines = defineTable('pipelines', 'org', {
  name: text(),
  module: oneOf(modules),
  position: int(),
  isDefault: flag(),
  archived: flag(),
  createdAt: time(),
});

export const stages = defineTable(
  'stages',
  'org',
  {
    pipelineId: id(),
    name: text(),
    description: nullable(text('text')),
    position: int(),
    /** Name of a colour in the palette; the secondary colour is derived from it. */
    color: text(),
    /** Percent, 0 to 100. */
    probability: int(),
    category: oneOf(stageCategories),
    /** Names of lead fields that must be filled to enter the stage, as a JSON array. */
    requiredFields: json('set'),
    /** Names of fields that are asked for on entering the stage but may stay empty, as a JSON array; NULL: none. */
    askedFields: nullable(json('set')),
    /** Names of fields that forms leave out while a lead is in the stage, as a JSON array; NULL: none. */
    hiddenFields: nullable(json('set')),
    /** Whom a lead is given to when it enters the stage (core/domain/pipeline/stage-ownership.ts); NULL: it stays as it is. */
    ownership: nullable(oneOf(stageOwnerships)),
    /** Whose it becomes where `ownership` is `user`. */
    ownerUserId: nullable(id()),
    /** The team it is given to; NULL: it keeps its own. */
    ownerTeamId: nullable(id()),
    createdAt: time(),
  },
  { indexes: [['pipelineId', 'position']] },
);

export const sources = defineTable(
  'sources',
  'org',
  {
    name: text(),
    /** Of one team only, or organization-wide when NULL. */
    teamId: nullable(id()),
    archived: flag(),
    createdAt: time(),
  },
  { indexes: [['teamId']] },
);

export const products = defineTable('products', 'org', {
  name: text(),
  series: nullable(text()),
  priceMinor: money(),
  /** ISO 4217. */
  currency: text(),
  archived: flag(),
  /** Identity in the system it was imported from. */
  externalId: nullable(text()),
  createdAt: time(),
});

/** A choice that an organization offers: why leads are given up, what people do in a lead's team. */
const choiceColumns = {
  name: text(),
  /** Its place in lists, from 0. */
  position: int(),
  archived: flag(),
  createdAt: time(),
};

export const disqualificationReasons = defineTable('disqualificationReasons', 'org', choiceColumns);

export const teamRoles = defineTable('teamRoles', 'org', choiceColumns);

/**
 * Priorities that differ from the four everybody has (core/domain/priority/priorities.ts): further ones, and those of the four
 * that have been changed.
 */
export const leadPriorities = defineTable(
  'leadPriorities',
  'org',
  {
    /** What `leads.priority` holds. */
    key: text(),
    name: text(),
    color: text(),
    /** The higher, the more urgent. */
    rank: int(),
    archived: flag(),
    createdAt: time(),
  },
  { indexes: [['key']] },
);

export const scoringKinds = ['field', 'activity'] as const;
export const scoringOperators = ['filled', 'empty', 'is', 'isNot', 'contains', 'atLeast', 'atMost'] as const;

/** What gives a lead points, or takes them; the sum is its score (core/queries/lead-score.ts). */
export const scoringRules = defineTable('scoringRules', 'org', {
  name: text(),
  kind: oneOf(scoringKinds),
  /** Of a `field` rule: the lead's field, how it is looked at, and with what (JSON array of texts or numbers; any of them). */
  field: nullable(text()),
  operator: nullable(oneOf(scoringOperators)),
  operands: nullable(json()),
  /** Of an `activity` rule: which activities count; NULL: every kind. */
  activityType: nullable(oneOf(activityTypes)),
  /** How often the points are given at most to one lead; NULL: each time. */
  maxTimes: nullable(int()),
  /** May be negative. */
  points: int(),
  active: flag(),
  position: int(),
  createdAt: time(),
});
