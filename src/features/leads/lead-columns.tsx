import {
  columnVisibilityFeature,
  createColumnHelper,
  metaHelper,
  tableFeatures,
  type Column,
} from '@tanstack/react-table';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import type { LeadListItem } from '../../../core/queries/lead-list.ts';
import {
  AssigneeCell,
  BusinessesCell,
  DateCell,
  NameCell,
  PriorityCell,
  SourceCell,
  StageCell,
  StatusCell,
  TeamCell,
  TextCell,
  ValueCell,
} from './lead-cells.tsx';
import type { LeadSortKey } from './lead-list-query.ts';

/** A row of the table: a position in the whole list, and the lead there once its page has arrived. */
export type GridRow = { readonly index: number; readonly lead: LeadListItem | undefined };

/** Cells that are edited in place. */
export type EditableField = 'priority' | 'assignee' | 'valueMinor' | 'stage';

type ColumnMeta = {
  /** Translated name: header, column choice, what a screen reader says. */
  readonly label: string;
  /** Least width in rem. */
  readonly width: number;
  /** Share of the room that is left; without it the width is fixed. */
  readonly grow?: number;
  readonly sortBy?: LeadSortKey;
  readonly edits?: EditableField;
  readonly align?: 'end';
};

export const features = tableFeatures({ columnVisibilityFeature, columnMeta: metaHelper<ColumnMeta>() });
export type LeadColumn = Column<typeof features, GridRow, unknown>;

const helper = createColumnHelper<typeof features, GridRow>();

/** Every column of the list, in order. */
export function leadColumns(t: TFunction<['leads', 'common']>) {
  const column = (id: string, meta: ColumnMeta, content: (lead: LeadListItem) => ReactNode) =>
    helper.display({
      id,
      meta,
      enableHiding: id !== 'name' && id !== 'select',
      cell: ({ row }) => (row.original.lead ? content(row.original.lead) : null),
    });
  const field = (
    name: 'company' | 'title' | 'email' | 'phones' | 'location' | 'valueMinor' | 'sourceId' | 'teamId',
  ): string => t(`common:leadField.${name}`);
  const text = 10;
  const date = 6.75;
  return [
    helper.display({
      id: 'select',
      meta: { label: t('column.select'), width: 2.25 },
      enableHiding: false,
    }),
    column('name', { label: t('column.name'), width: 10, grow: 2, sortBy: 'name' }, (lead) => <NameCell lead={lead} />),
    column('company', { label: field('company'), width: 8, grow: 1.5, sortBy: 'company' }, (lead) => (
      <TextCell text={lead.company === lead.name ? null : lead.company} />
    )),
    column('stage', { label: t('filter.stage'), width: 9.5, sortBy: 'stage', edits: 'stage' }, (lead) => (
      <StageCell lead={lead} />
    )),
    column('priority', { label: t('filter.priority'), width: 6, sortBy: 'priority', edits: 'priority' }, (lead) => (
      <PriorityCell lead={lead} />
    )),
    column(
      'valueMinor',
      { label: field('valueMinor'), width: 6.5, sortBy: 'valueMinor', edits: 'valueMinor', align: 'end' },
      (lead) => <ValueCell lead={lead} />,
    ),
    column('assignee', { label: t('filter.assignee'), width: 8, grow: 1, edits: 'assignee' }, (lead) => (
      <AssigneeCell lead={lead} />
    )),
    column('source', { label: field('sourceId'), width: 6.5 }, (lead) => <SourceCell lead={lead} />),
    column('pipeline', { label: t('filter.pipeline'), width: text }, (lead) => <StageCell lead={lead} pipeline />),
    column('status', { label: t('filter.status'), width: 6.5 }, (lead) => <StatusCell lead={lead} />),
    column('title', { label: field('title'), width: text }, (lead) => <TextCell text={lead.title} />),
    column('email', { label: field('email'), width: 13, sortBy: 'email' }, (lead) => <TextCell text={lead.email} />),
    column('phone', { label: field('phones'), width: text }, (lead) => <TextCell text={lead.phones.join(', ')} />),
    column('location', { label: field('location'), width: 8 }, (lead) => <TextCell text={lead.location} />),
    column('team', { label: field('teamId'), width: 8 }, (lead) => <TeamCell lead={lead} />),
    column('businesses', { label: t('filter.business'), width: text }, (lead) => <BusinessesCell lead={lead} />),
    column('utmCampaign', { label: t('common:leadField.utmCampaign'), width: text }, (lead) => (
      <TextCell text={lead.utmCampaign} />
    )),
    column('lastContactedAt', { label: t('column.contacted'), width: date, sortBy: 'lastContactedAt' }, (lead) => (
      <DateCell at={lead.lastContactedAt} />
    )),
    column('stageSince', { label: t('column.stageSince'), width: date, sortBy: 'stageSince' }, (lead) => (
      <DateCell at={lead.stageSince} />
    )),
    column('createdAt', { label: t('filter.created'), width: date, sortBy: 'createdAt' }, (lead) => (
      <DateCell at={lead.createdAt} />
    )),
    column('updatedAt', { label: t('column.updated'), width: date, sortBy: 'updatedAt' }, (lead) => (
      <DateCell at={lead.updatedAt} />
    )),
  ];
}

/** The columns' widths as a grid needs them: its tracks, and the width in rem below which it scrolls sideways. */
export function tracksOf(columns: readonly LeadColumn[]): { readonly template: string; readonly minWidth: number } {
  const metas = columns.flatMap(({ columnDef }) => columnDef.meta ?? []);
  return {
    template: metas.map(({ width, grow }) => (grow ? `minmax(${width}rem, ${grow}fr)` : `${width}rem`)).join(' '),
    minWidth: metas.reduce((sum, { width }) => sum + width, 0),
  };
}
