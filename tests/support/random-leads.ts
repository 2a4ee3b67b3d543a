import { opportunityStatuses } from '../../core/schema/companies.ts';
import { documentKinds } from '../../core/schema/files.ts';
import { activityTypes, appointmentStatuses, leadStates, leadStatuses, priorities } from '../../core/schema/leads.ts';
import type { RandomRows } from './random-rows.ts';
import { companies, emails, firstNames, lastNames, noteTexts, phoneNumbers } from './random-texts.ts';

/** How much of everything. */
export type OrganizationSize = {
  readonly leads: number;
  readonly appointments: number;
  readonly notes: number;
  readonly accounts: number;
  readonly opportunities: number;
};

/** Accounts and contacts. */
export function makeCompanies(rows: RandomRows, size: OrganizationSize): void {
  for (let i = 0; i < size.accounts; i += 1) {
    const figures = { employees: rows.random.pick([null, 0, 10, 5000]), revenueMinor: rows.random.pick([null, 5]) };
    const cells = { name: rows.random.pick(companies), sector: rows.text(['retail', 'médical']), location: null };
    rows.add('accounts', {
      ...cells,
      ...figures,
      currency: 'EUR',
      parentAccountId: rows.oneOrNone('accounts'),
      ...rows.owner(),
    });
    const person = { firstName: rows.text(firstNames), lastName: rows.text(lastNames), email: rows.text(emails) };
    rows.add('contacts', { ...person, phones: '[]', accountId: rows.oneOrNone('accounts'), ...rows.owner() });
  }
}
/** Leads with their businesses and members. */
export function makeLeads(rows: RandomRows, size: OrganizationSize): void {
  for (let i = 0; i < size.leads; i += 1) {
    const { ownerId: assigneeId, ...owner } = rows.owner();
    const person = {
      firstName: rows.text(firstNames),
      lastName: rows.text(lastNames),
      company: rows.text(companies),
    };
    const contact = {
      email: rows.text(emails),
      phones: JSON.stringify(rows.random.some(phoneNumbers)),
      location: null,
    };
    const status = rows.random.pick(leadStatuses);
    const lead = rows.add('leads', {
      ...person,
      ...contact,
      ...rows.stage('leads'),
      ...rows.money(),
      ...owner,
      assigneeId: assigneeId!,
      status,
      state: rows.random.pick([...leadStates, 'active', 'active']),
      priority: rows.random.pick(priorities),
      sourceId: rows.oneOrNone('sources'),
      contactId: rows.oneOrNone('contacts'),
      accountId: rows.oneOrNone('accounts'),
      utmCampaign: rows.random.pick([null, 'spring', 'Spring', '50%_off']),
      lastContactedAt: rows.random.pick([null, rows.time()]),
      convertedAt: status === 'converted' ? Number(owner['createdAt']) + rows.random.below(1_000_000_000) : null,
    });
    for (const { id: businessId } of rows.random.some(rows.all('businesses'))) {
      rows.add('leadBusinesses', { leadId: lead.id, businessId, createdAt: 0 });
    }
    if (rows.random.chance(0.2)) {
      rows.add('leadMembers', { leadId: lead.id, userId: rows.one('users').id, role: 'helper', createdAt: i });
    }
  }
}

/** Opportunities, of leads and of nobody. */
export function makeOpportunities(rows: RandomRows, size: OrganizationSize): void {
  for (let i = 0; i < size.opportunities; i += 1) {
    rows.add('opportunities', {
      ...{
        name: rows.random.pick(companies),
        ...rows.stage('opportunities'),
        ...rows.money(),
        ...rows.owner(),
      },
      ...{ status: rows.random.pick(opportunityStatuses), accountId: rows.oneOrNone('accounts') },
      ...{ contactId: null, leadId: rows.oneOrNone('leads'), productId: rows.oneOrNone('products') },
      ...{
        closedAt: rows.random.pick([null, rows.time()]),
        expectedCloseAt: rows.random.pick([null, rows.time()]),
      },
    });
  }
}
/** What hangs on leads. */
export function makeChildren(rows: RandomRows, size: OrganizationSize): void {
  if (rows.all('leads').length === 0) return;
  for (let i = 0; i < size.appointments; i += 1) {
    const startAt = rows.time();
    const createdBy = rows.one('users').id;
    rows.add('appointments', {
      ...{ leadId: rows.one('leads').id, ownerId: rows.one('users').id, startAt, note: 'Visit', createdBy },
      ...{
        endAt: startAt + rows.random.pick([1, 1_800_000, 90_000_000]),
        status: rows.random.pick(appointmentStatuses),
      },
      ...{ createdAt: rows.time(), updatedAt: rows.time() },
    });
  }
  for (let i = 0; i < size.notes; i += 1) makeNote(rows);
}
/** A note, and beside it what else hangs on a lead. */
function makeNote(rows: RandomRows): void {
  const lead = rows.one('leads');
  const userId = rows.one('users').id;
  const [leadId, at] = [lead.id, rows.time()];
  const note = rows.add('notes', {
    leadId,
    authorId: userId,
    body: rows.random.pick(noteTexts),
    createdAt: at,
    editedAt: null,
  });
  const revision = { leadId, noteId: note.id, body: 'before', replacedAt: at, replacedBy: userId };
  if (rows.random.chance(0.2)) rows.add('noteRevisions', revision);
  rows.add('activities', { leadId, userId, type: rows.random.pick(activityTypes), occurredAt: at, createdAt: at });
  const other = rows.random.pick(rows.all('stages').filter((row) => row.pipelineId === lead.pipelineId));
  const moved = { fromValue: other.id, toValue: lead.stageId };
  rows.add('history', {
    leadId,
    userId,
    ...rows.random.pick([{ event: 'created' }, { event: 'stage', ...moved }]),
    at,
  });
  addDocuments(rows, leadId, userId, at);
  const price = { quantity: 1, unitPriceMinor: 5, currency: 'EUR', discountPercent: 0, totalMinor: 5 };
  if (rows.random.chance(0.3))
    rows.add('leadProducts', { leadId, productId: rows.one('products').id, ...price, createdAt: at });
  if (rows.random.chance(0.3)) addConflict(rows, leadId, at);
}

/** Of the lead itself, of a row that hangs on it, of one with an owner of its own, of a setting; now and then of a row that is gone. */
function addConflict(rows: RandomRows, leadId: string, at: number): void {
  const { random } = rows;
  const [keptBy, otherBy] = [rows.one('users').id, rows.one('users').id];
  const values = { keptValue: '"a"', otherValue: '"b"', keptBy, otherBy, keptAt: at, otherAt: at };
  const resolved = { resolvedAt: random.pick([null, null, at]), resolvedBy: null };
  const about = random.pick([
    { leadId, entity: 'leads', entityId: leadId, field: random.pick(['title', 'phones', 'gone']) },
    { leadId, entity: 'notes', entityId: rows.one('notes').id, field: 'body' },
    { leadId: '', entity: 'contacts', entityId: rows.one('contacts').id, field: 'firstName' },
    {
      leadId: '',
      entity: 'opportunities',
      entityId: random.pick([rows.one('opportunities').id, leadId]),
      field: 'name',
    },
    { leadId: '', entity: 'stages', entityId: rows.one('stages').id, field: 'probability' },
  ]);
  rows.add('conflicts', { ...about, ...values, ...resolved });
}

function addDocuments(rows: RandomRows, leadId: string, createdBy: string, at: number): void {
  for (let i = rows.random.pick([0, 0, 1, 3]); i > 0; i--) {
    rows.add('documents', {
      leadId,
      kind: rows.random.pick(documentKinds),
      name: `File ${i}`,
      mediaType: 'image/png',
      size: i,
      sha256: 'ab'.repeat(32),
      storedAt: rows.random.pick([null, at]),
      removedAt: rows.random.pick([null, null, at]),
      createdAt: rows.random.pick([at, at + 1]),
      createdBy,
    });
  }
}
