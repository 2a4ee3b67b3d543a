import { defineTable, flag, id, int, json, money, nullable, oneOf, text, time } from './define-table.ts';

export const modules = ['leads', 'opportunities'] as const;
export const stageCategories = ['new', 'contacted', 'qualified', 'won', 'lost'] as const;

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
