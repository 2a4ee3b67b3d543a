import type { LeadFilters } from '../../../core/queries/lead-filters.ts';
import { isInAudience, type Scope } from '../../../core/schema/access.ts';
import { normalizeText } from '../../../core/schema/normalize.ts';
import type { RowOf } from '../../../core/schema/tables.ts';
import type { RandomOrganization } from '../../support/random-organization.ts';

export type Rows = RandomOrganization['rows'];
export type Lead = RowOf<'leads'>;

/** The date on which a moment falls in a zone, by the platform's own formatting. */
export function dateIn(timeZone: string, ms: number): string {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone });
  formats.set(timeZone, format);
  return format.format(ms);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Compares texts as databases do whose collation is that of the bytes. */
export function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Whether a person sees a lead; a device sees what it holds. */
export function seesLead(rows: Rows, scope: Scope | undefined, lead: Lead): boolean {
  if (!scope) return true;
  const memberIds = rows.leadMembers.filter((row) => row.leadId === lead.id).map((row) => row.userId);
  const { assigneeId: ownerId, teamId, createdBy } = lead;
  return isInAudience(scope, { ownerId, teamId, createdBy, memberIds });
}

/** Whether a person sees an opportunity: as its owner would, or through its lead. */
export function seesOpportunity(rows: Rows, scope: Scope | undefined, row: RowOf<'opportunities'>): boolean {
  if (!scope) return true;
  if (isInAudience(scope, { ownerId: row.ownerId, teamId: row.teamId, createdBy: row.createdBy, memberIds: [] }))
    return true;
  return rows.leads.some((lead) => lead.id === row.leadId && seesLead(rows, scope, lead));
}

/** The leads that figures count. */
export function keptLeads(rows: Rows, scope: Scope | undefined): readonly Lead[] {
  return rows.leads.filter((lead) => lead.state !== 'trashed' && seesLead(rows, scope, lead));
}

/** The leads that filters let through. */
export function filteredLeads(
  rows: Rows,
  scope: Scope | undefined,
  filters: LeadFilters,
  timeZone: string,
): readonly Lead[] {
  const { state = 'active' } = filters;
  return rows.leads.filter(
    (lead) =>
      seesLead(rows, scope, lead) &&
      (state === 'kept' ? lead.state !== 'trashed' : lead.state === state) &&
      hasSameCells(lead, filters) &&
      matchesTexts(lead, filters) &&
      isInBusiness(rows, lead, filters.businessId) &&
      isWithin(dateIn(timeZone, lead.createdAt), filters.createdFrom, filters.createdTo),
  );
}

const compared = [
  'pipelineId',
  'stageId',
  'priority',
  'sourceId',
  'assigneeId',
  'teamId',
  'status',
  'utmCampaign',
] as const;

function hasSameCells(lead: Lead, filters: LeadFilters): boolean {
  return compared.every((name) => filters[name] === undefined || lead[name] === filters[name]);
}

function matchesTexts(lead: Lead, filters: LeadFilters): boolean {
  const begins = (text: string | null, beginning: string | undefined) =>
    !normalizeText(beginning ?? '') || (text !== null && normalizeText(text).startsWith(normalizeText(beginning!)));
  const digits = (text: string) => text.replace(/\D/g, '');
  const phones = JSON.parse(lead.phones) as string[];
  return (
    holdsWords(filters.search ?? '', lead) &&
    begins(lead.firstName, filters.firstName) &&
    begins(lead.lastName, filters.lastName) &&
    (!filters.email || (lead.email ?? '').includes(filters.email.trim().toLowerCase())) &&
    (!digits(filters.phone ?? '') || phones.some((phone) => digits(phone).includes(digits(filters.phone!))))
  );
}

/** Every word occurs somewhere; words of one or two letters begin a word of the name. */
export function holdsWords(term: string, row: { readonly searchText: string; readonly sortKey: string }): boolean {
  const words = normalizeText(term).split(' ').filter(Boolean);
  return words.every((word) =>
    [...word].length < 3 ? ` ${row.sortKey}`.includes(` ${word}`) : row.searchText.includes(word),
  );
}

function isInBusiness(rows: Rows, lead: Lead, businessId: string | null | undefined): boolean {
  if (businessId === undefined) return true;
  const own = businessIdsOf(rows, lead);
  return businessId === null ? own.length === 0 : own.includes(businessId);
}

/** The businesses of a lead, in the order of their ids. */
export function businessIdsOf(rows: Rows, lead: Lead): readonly string[] {
  const own = rows.leadBusinesses.filter((row) => row.leadId === lead.id);
  return own.map((row) => row.businessId).toSorted(compareBytes);
}

/** Whether a date lies between two, both included. */
export function isWithin(date: string, from: string | undefined, to: string | undefined): boolean {
  return (from === undefined || date >= from) && (to === undefined || date <= to);
}
