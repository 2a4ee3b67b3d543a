import { byRule, defineTable, id, int, money, nullable, oneOf, json, text, time } from './define-table.ts';
import { searchTextOf, sortKeyOf } from './normalize.ts';
import type { Row } from '../kernel/rows.ts';

export const opportunityStatuses = ['open', 'won', 'lost'] as const;

const cell = (row: Row, column: string): string => String(row[column] ?? '');

export const contacts = defineTable(
  'contacts',
  'own',
  {
    firstName: nullable(text()),
    lastName: nullable(text()),
    title: nullable(text()),
    email: nullable(text()),
    phones: json('set'),
    accountId: nullable(id()),
    ownerId: nullable(id()),
    teamId: nullable(id()),
    externalId: nullable(text()),
    createdAt: time(),
    createdBy: id(),
    updatedAt: byRule(time()),
  },
  {
    derived: {
      sortKey: {
        from: ['firstName', 'lastName'],
        compute: (row: Row): string => sortKeyOf(`${cell(row, 'lastName')} ${cell(row, 'firstName')}`),
      },
    },
    indexes: [['ownerId'], ['teamId'], ['accountId'], ['email'], ['sortKey'], ['externalId']],
  },
);

export const accounts = defineTable(
  'accounts',
  'own',
  {
    name: text(),
    sector: nullable(text()),
    website: nullable(text()),
    phone: nullable(text()),
    location: nullable(text()),
    employees: nullable(int()),
    /** Yearly revenue, minor units. */
    revenueMinor: nullable(money()),
    currency: text(),
    yearEstablished: nullable(int()),
    parentAccountId: nullable(id()),
    ownerId: nullable(id()),
    teamId: nullable(id()),
    externalId: nullable(text()),
    createdAt: time(),
    createdBy: id(),
    updatedAt: byRule(time()),
  },
  {
    derived: {
      sortKey: { from: ['name'], compute: (row: Row): string => sortKeyOf(cell(row, 'name')) },
      searchText: {
        from: ['name', 'sector', 'location'],
        compute: (row: Row): string => searchTextOf(cell(row, 'name'), cell(row, 'sector'), cell(row, 'location')),
      },
    },
    indexes: [['ownerId'], ['teamId'], ['sortKey'], ['parentAccountId'], ['externalId']],
  },
);

export const opportunities = defineTable(
  'opportunities',
  'own',
  {
    name: text(),
    pipelineId: byRule(id()),
    stageId: byRule(id()),
    stageSince: byRule(time()),
    status: byRule(oneOf(opportunityStatuses)),
    accountId: nullable(id()),
    contactId: nullable(id()),
    /** The lead it was converted from. */
    leadId: nullable(id()),
    productId: nullable(id()),
    /** Minor units; for a won opportunity what it closed at. NULL: not known. */
    valueMinor: nullable(money()),
    currency: text(),
    ownerId: nullable(id()),
    teamId: nullable(id()),
    /** When the customer was engaged. */
    engagedAt: nullable(time()),
    expectedCloseAt: nullable(time()),
    closedAt: byRule(nullable(time())),
    externalId: nullable(text()),
    createdAt: time(),
    createdBy: id(),
    updatedAt: byRule(time()),
  },
  {
    derived: {
      sortKey: { from: ['name'], compute: (row: Row): string => sortKeyOf(cell(row, 'name')) },
      searchText: { from: ['name'], compute: (row: Row): string => searchTextOf(cell(row, 'name')) },
    },
    indexes: [
      ['stageId', 'updatedAt'],
      ['pipelineId', 'status'],
      ['ownerId'],
      ['teamId'],
      ['accountId'],
      ['leadId'],
      ['closedAt'],
      ['externalId'],
    ],
  },
);
