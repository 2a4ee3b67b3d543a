import { byRule, defineTable, id, int, json, money, nullable, oneOf, real, text, time } from './define-table.ts';
import { searchTextOf, sortKeyOf } from './normalize.ts';
import type { Row } from '../kernel/rows.ts';

export const leadStatuses = ['open', 'converted', 'disqualified'] as const;
export const leadStates = ['active', 'archived', 'trashed'] as const;
/** Keys of the priorities that every organization has, the least urgent first. */
export const priorities = ['low', 'medium', 'high', 'critical'] as const;
export const appointmentStatuses = ['pending', 'rescheduled', 'cancelled', 'fulfilled', 'confirmed'] as const;
export const activityTypes = ['CALL', 'VISIT', 'MEETING', 'EMAIL_SENT', 'EMAIL_RECEIVED', 'MESSAGE', 'OTHER'] as const;

const cell = (row: Row, column: string): string => String(row[column] ?? '');

/** What a person is listed and sorted under: "last first", else the company; a lead has at least one of them. */
const leadSortKey = (row: Row): string =>
  sortKeyOf([cell(row, 'lastName'), cell(row, 'firstName')].join(' ').trim() || cell(row, 'company'));

export const leads = defineTable(
  'leads',
  'lead',
  {
    firstName: nullable(text()),
    lastName: nullable(text()),
    company: nullable(text()),
    /** Job title. */
    title: nullable(text()),
    position: nullable(text()),
    branch: nullable(text()),
    /** Lower case; unique within the organization unless a write accepts a duplicate. */
    email: nullable(text()),
    /** JSON array of numbers as entered. */
    phones: json('set'),
    website: nullable(text()),
    location: nullable(text()),
    /** Long text: the source documents' message, notes, description. */
    description: nullable(text('text')),
    /** JSON object {youtube, facebook, instagram, twitter}. */
    socialMedia: nullable(json()),
    pipelineId: byRule(id()),
    stageId: byRule(id()),
    /** When the lead entered its stage, epoch milliseconds. */
    stageSince: byRule(time()),
    status: byRule(oneOf(leadStatuses)),
    state: byRule(oneOf(leadStates)),
    /** When it went to the trash; the purge counts from here. */
    trashedAt: byRule(nullable(time())),
    /** What was said, and the organization's reason it stands for, where it has such. */
    disqualifiedReason: byRule(nullable(text())),
    disqualifiedReasonId: byRule(nullable(id())),
    /** Key of a priority (core/domain/priority/priorities.ts). */
    priority: text(),
    valueMinor: nullable(money()),
    currency: text(),
    sourceId: nullable(id()),
    teamId: nullable(id()),
    assigneeId: nullable(id()),
    contactId: nullable(id()),
    accountId: nullable(id()),
    utmSource: nullable(text()),
    utmMedium: nullable(text()),
    utmCampaign: nullable(text()),
    employees: nullable(int()),
    lastContactedAt: nullable(time()),
    convertedAt: byRule(nullable(time())),
    /** Set when a write was accepted although the address is another lead's: shown in the duplicates queue. */
    duplicateOfId: byRule(nullable(id())),
    applicationId: nullable(text()),
    externalId: nullable(text()),
    /** Assigned by the server; NULL until confirmed. */
    slug: byRule(nullable(text())),
    createdAt: time(),
    createdBy: id(),
    updatedAt: byRule(time()),
  },
  {
    derived: {
      sortKey: {
        from: ['firstName', 'lastName', 'company'],
        compute: (row: Row): string => leadSortKey(row),
      },
      searchText: {
        from: ['firstName', 'lastName', 'company', 'email', 'phones', 'title', 'location'],
        compute: (row: Row): string =>
          searchTextOf(
            cell(row, 'firstName'),
            cell(row, 'lastName'),
            cell(row, 'company'),
            cell(row, 'email'),
            cell(row, 'title'),
            cell(row, 'location'),
            phoneSearchText(cell(row, 'phones')),
          ),
      },
    },
    indexes: [
      // A page of a board's column, a page of the list in each of its usual orders: answered with ids from the index alone.
      ['stageId', 'state', 'updatedAt', 'id'],
      ['state', 'updatedAt', 'id'],
      ['state', 'sortKey', 'id'],
      ['state', 'createdAt', 'id', 'stageId'],
      // Totals of a board and counts of a filtered list: everything they look at, so that no row is read.
      [
        'state',
        'pipelineId',
        'stageId',
        'status',
        'priority',
        'sourceId',
        'assigneeId',
        'teamId',
        'createdAt',
        'currency',
        'valueMinor',
        'id',
      ],
      ['assigneeId', 'state'],
      ['teamId'],
      ['company'],
      ['email'],
      ['accountId'],
      ['contactId'],
      ['externalId'],
    ],
    searched: 'searchText',
  },
);

/** A single number as JSON, without punctuation: what most leads have. */
const plainNumber = /^\["(\+?(\d+))"\]$/;

/** Numbers are found with and without their punctuation. */
function phoneSearchText(phonesJson: string): string {
  if (phonesJson === '' || phonesJson === '[]') return '';
  const plain = plainNumber.exec(phonesJson);
  if (plain) return `${plain[1]} ${plain[2]}`;
  const numbers = JSON.parse(phonesJson) as string[];
  return numbers.flatMap((number) => [number, number.replace(/\D/g, '')]).join(' ');
}

/** Which businesses a lead belongs to. The id is derived from both, so that adding twice is adding once. */
export const leadBusinesses = defineTable(
  'leadBusinesses',
  'lead',
  { leadId: id(), businessId: id(), createdAt: time() },
  {
    indexes: [
      ['leadId', 'businessId'],
      ['businessId', 'leadId'],
    ],
  },
);

/** The lead team: people with access beyond the assignee. The id is derived from lead and user. */
export const leadMembers = defineTable(
  'leadMembers',
  'lead',
  { leadId: id(), userId: id(), role: text(), createdAt: time() },
  { indexes: [['leadId'], ['userId']] },
);

export const notes = defineTable(
  'notes',
  'lead',
  {
    leadId: id(),
    authorId: id(),
    body: text('text'),
    createdAt: time(),
    /** NULL: never edited. Earlier texts are in noteRevisions. */
    editedAt: nullable(time()),
  },
  {
    derived: { searchText: { from: ['body'], compute: (row: Row): string => searchTextOf(cell(row, 'body')) } },
    indexes: [['leadId', 'createdAt']],
    searched: 'searchText',
  },
);

/** What a note said before an edit. */
export const noteRevisions = defineTable(
  'noteRevisions',
  'lead',
  { leadId: id(), noteId: id(), body: text(), replacedAt: time(), replacedBy: id() },
  { indexes: [['noteId'], ['leadId']] },
);

export const activities = defineTable(
  'activities',
  'lead',
  {
    leadId: id(),
    userId: id(),
    type: oneOf(activityTypes),
    description: nullable(text('text')),
    /** JSON object of what the type brings (email subject, duration …). */
    metadata: nullable(json()),
    occurredAt: time(),
    createdAt: time(),
  },
  { indexes: [['leadId', 'occurredAt']] },
);

export const appointments = defineTable(
  'appointments',
  'lead',
  {
    leadId: id(),
    ownerId: id(),
    startAt: time(),
    endAt: time(),
    note: text(),
    location: nullable(text()),
    status: oneOf(appointmentStatuses),
    /** Another appointment of the same person at the same time, when the write accepted it. */
    overlapsId: byRule(nullable(id())),
    createdAt: time(),
    createdBy: id(),
    updatedAt: byRule(time()),
  },
  {
    indexes: [
      ['leadId', 'startAt'],
      ['ownerId', 'startAt'],
      ['startAt', 'endAt'],
    ],
  },
);

export const leadProducts = defineTable(
  'leadProducts',
  'lead',
  {
    leadId: id(),
    productId: id(),
    quantity: int('sum'),
    unitPriceMinor: money(),
    currency: text(),
    /** Percent, 0 to 100. */
    discountPercent: real(),
    /** quantity × unit price less discount, rounded half away from zero. */
    totalMinor: byRule(money()),
    createdAt: time(),
  },
  { indexes: [['leadId'], ['productId']] },
);

/** What happened to a lead, one row a change: written by the mutators in every home, shown as history, the base of time in stage. */
export const history = defineTable(
  'history',
  'lead',
  {
    leadId: id(),
    userId: id(),
    /** created, updated, stage, assigned, archived, restored, trashed, disqualified, reopened, note, appointment, product, member … */
    event: text(),
    /** The field that changed, for `updated`. */
    field: nullable(text()),
    fromValue: nullable(text()),
    toValue: nullable(text()),
    at: time(),
  },
  {
    indexes: [
      ['leadId', 'at'],
      // Every move of a lead in order, for the time it stayed in each stage.
      ['event', 'leadId', 'at', 'id'],
    ],
  },
);

/** The `leadId` of a conflict about a row that belongs to no lead. Devices of the first protocol hold the column NOT NULL. */
export const noLead = '';

/**
 * A value that lost to a concurrent edit, until a person has decided (docs/sync.md). Who receives it: `visibleRows`
 * in core/schema/access.ts.
 */
export const conflicts = defineTable(
  'conflicts',
  'lead',
  {
    /** The lead that the row is or hangs on; `noLead` for contacts, accounts, opportunities and settings. */
    leadId: id(),
    entity: text(),
    entityId: id(),
    field: text(),
    /** The value that stands and the one that lost, as JSON. */
    keptValue: json(),
    otherValue: json(),
    keptBy: id(),
    otherBy: id(),
    keptAt: time(),
    otherAt: time(),
    resolvedAt: nullable(time()),
    resolvedBy: nullable(id()),
  },
  { indexes: [['leadId'], ['entityId']] },
);

/** One lead taken into another. What it did can be taken back until the merged lead is purged. */
export const leadMerges = defineTable(
  'leadMerges',
  'lead',
  {
    /** The lead that stays. */
    leadId: id(),
    /** The one that was taken in and went to the trash. */
    mergedId: id(),
    /** JSON object: per table the ids of the rows that were moved, or added, to the lead that stays. */
    moved: json(),
    /** JSON object: per field of the lead that stays [before, after]. */
    fields: json(),
    /** State of the merged lead before. */
    mergedState: oneOf(leadStates),
    at: time(),
    by: id(),
    /** When and by whom it was taken back. */
    undoneAt: byRule(nullable(time())),
    undoneBy: byRule(nullable(id())),
  },
  { indexes: [['leadId'], ['mergedId']] },
);
