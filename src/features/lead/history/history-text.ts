import type { TFunction } from 'i18next';
import type { LeadField } from '../../../../core/domain/lead/lead-fields.ts';
import { historyEvents, type HistoryEvent } from '../../../../core/domain/lead/lead-history.ts';
import type { StoredRow } from '../../../../core/queries/sql-parts.ts';
import { textsIn } from '../../../../core/queries/lead-fields.ts';
import type { Format } from '../../../i18n/format.ts';
import { priorityLook } from '../../../ui/workspace/use-priority.ts';
import type { WorkspaceIndex } from '../../../ui/workspace/use-workspace.ts';

export type HistoryRow = Pick<StoredRow<'history'>, 'event' | 'field' | 'fromValue' | 'toValue'>;

/** What a change is about, and its values as a person reads them; null where there is nothing to show. */
export type HistoryText = { readonly what: string; readonly from: string | null; readonly to: string | null };

/** What values are turned into words with. */
export type HistoryWords = {
  readonly t: TFunction<readonly ['lead', 'common']>;
  readonly format: Format;
  readonly workspace: WorkspaceIndex;
  /** Of the lead, for amounts. */
  readonly currency: string;
};

/** Puts a row of the history into words: "Changed Value", "€2,500", "€18,750". */
export function historyText(row: HistoryRow, words: HistoryWords): HistoryText {
  const event = historyEvents.find((known) => known === row.event);
  const what = whatOf(event, row.field, words);
  const value = event ? valueReader(event, row.field, words) : identity;
  const [from, to] = [row.fromValue, row.toValue].map((cell) => (cell === null ? null : value(cell)));
  switch (event) {
    // Their values are ids of rows that the timeline shows anyway, or that are gone.
    case 'noteAdded':
    case 'noteEdited':
    case 'noteRemoved':
    case 'appointmentAdded':
    case 'photoSet':
    case 'photoRemoved':
    case 'archived':
    case 'restored':
    case 'trashed':
      return { what, from: null, to: null };
    case 'appointmentChanged':
      return { what, from: null, to: changedAppointment(row, words) };
    case 'appointmentRemoved':
      return { what, from: row.fromValue === null ? null : words.format.dateTime(Number(row.fromValue)), to: null };
    default:
      return { what, from: from ?? null, to: to ?? null };
  }
}

/** Tables of what hangs on a lead, as `undone` names them. */
type HangingTable =
  'leads' | 'leadBusinesses' | 'leadMembers' | 'appointments' | 'leadProducts' | 'notes' | 'activities' | 'documents';

type Reader = (cell: string) => string | null;

const identity: Reader = (cell) => cell;

function whatOf(event: HistoryEvent | undefined, field: string | null, { t }: HistoryWords): string {
  switch (event) {
    case undefined:
      return t('history.event.other');
    case 'updated':
      return t('history.event.updated', { field: fieldLabel(field, t) });
    case 'undone':
      return t('history.event.undone', { field: undoneLabel(field, t) });
    case 'productChanged':
      return t('history.event.productChanged', { field: t(`history.lineField.${lineField(field)}`) });
    default:
      return t(`history.event.${event}`);
  }
}

/** @returns the field's name as forms show it; its technical name when this version does not know it */
export function fieldLabel(field: string | null, t: HistoryWords['t']): string {
  return t(`common:leadField.${field as 'email'}`, { defaultValue: field ?? '' });
}

/** The field that got its old value back, or what on the lead did (its table). */
function undoneLabel(field: string | null, t: HistoryWords['t']): string {
  return t(`history.undoneRow.${field as 'notes'}`, { defaultValue: fieldLabel(field, t) });
}

function lineField(field: string | null): 'quantity' | 'unitPriceMinor' | 'discountPercent' | 'other' {
  return field === 'quantity' || field === 'unitPriceMinor' || field === 'discountPercent' ? field : 'other';
}

function valueReader(event: HistoryEvent, field: string | null, words: HistoryWords): Reader {
  const { workspace, t } = words;
  const unknown = t('common:unknown');
  const named =
    (rows: ReadonlyMap<string, { readonly name: string }>): Reader =>
    (id) =>
      rows.get(id)?.name ?? unknown;
  switch (event) {
    case 'stage':
      return named(workspace.stageById);
    case 'assigned':
    case 'memberAdded':
    case 'memberRemoved':
      return named(workspace.userById);
    case 'businessAdded':
    case 'businessRemoved':
      return named(workspace.businessById);
    case 'productAdded':
    case 'productRemoved':
      return (id) => workspace.products.find((product) => product.id === id)?.name ?? unknown;
    case 'undone':
    case 'updated':
    case 'productChanged':
      return fieldReader(field, words);
    default:
      return identity;
  }
}

/** How the cells of a field are read. */
function fieldReader(field: string | null, { workspace, format, currency, t }: HistoryWords): Reader {
  switch (
    field as LeadField | 'unitPriceMinor' | 'discountPercent' | HangingTable | 'stageId' | 'status' | 'state' | null
  ) {
    case 'valueMinor':
    case 'unitPriceMinor':
      return (cell) => format.money(Number(cell), currency);
    case 'discountPercent':
      return (cell) => format.percent(Number(cell) / 100);
    case 'sourceId':
      return (id) => workspace.sourceById.get(id)?.name ?? t('common:unknown');
    case 'stageId':
      return (id) => workspace.stageById.get(id)?.name ?? t('common:unknown');
    case 'assigneeId':
      return (id) => workspace.userById.get(id)?.name ?? t('common:unknown');
    case 'status':
      return (cell) => t(`common:status.${cell as 'open'}`, { defaultValue: cell });
    case 'state':
      return (cell) => t(`common:state.${cell as 'active'}`, { defaultValue: cell });
    case 'teamId':
      return (id) => workspace.teamById.get(id)?.name ?? t('common:unknown');
    case 'priority':
      return (cell) => priorityLook(workspace.priorities, cell).name;
    case 'phones':
      return (cell) => textsIn(cell).join(', ') || null;
    case 'socialMedia':
      return (cell) => Object.values(JSON.parse(cell) as Record<string, string>).join(', ') || null;
    case 'lastContactedAt':
      return (cell) => format.dateTime(Number(cell));
    case 'contactId':
    case 'accountId':
    // What hangs on the lead.
    case 'leads':
    case 'leadBusinesses':
    case 'leadMembers':
    case 'appointments':
    case 'leadProducts':
    case 'notes':
    case 'activities':
    case 'documents':
      // Ids of rows that no list on this screen names.
      return () => null;
    default:
      return identity;
  }
}

/** `field` is the new status, `fromValue` the new start (core/domain/appointment/update.ts). */
function changedAppointment(row: HistoryRow, { t, format }: HistoryWords): string {
  const status = t(`common:appointmentStatus.${row.field as 'pending'}`, { defaultValue: row.field ?? '' });
  return row.fromValue === null ? status : `${status}, ${format.dateTime(Number(row.fromValue))}`;
}
