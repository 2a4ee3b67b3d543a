import type { BoardCard, BoardColumn } from '../../../core/queries/board.ts';
import type { LeadFilters } from '../../../core/queries/lead-filters.ts';
import type { FilterKey } from '../../ui/filters/filter-query.ts';
import type { WorkspaceIndex, WorkspacePipeline, WorkspaceStage } from '../../ui/workspace/use-workspace.ts';

/** The filters of a board. On a board of opportunities only the first two apply. */
export const boardFilterKeys = [
  'search',
  'assigneeId',
  'priority',
  'sourceId',
  'businessId',
] as const satisfies FilterKey[];

export type BoardFilterValues = Pick<LeadFilters, (typeof boardFilterKeys)[number]>;

/** A column as the board shows it. */
export type ColumnModel = { readonly stage: WorkspaceStage; readonly totals: BoardColumn };

/** What identifies the cards of a board, apart from the column. */
export type BoardQuestion = { readonly pipelineId: string; readonly filters: BoardFilterValues };

/** A card with its place. */
export type PlacedCard = { readonly card: BoardCard; readonly column: number; readonly index: number };

/** @returns the pipelines in use, of leads first */
export function openPipelines(index: WorkspaceIndex): readonly WorkspacePipeline[] {
  const open = index.pipelines.filter((pipeline) => pipeline.archived === 0);
  return [...open.filter(({ module }) => module === 'leads'), ...open.filter(({ module }) => module !== 'leads')];
}

/**
 * The pipeline a board shows: the one in the address, else the one shown last, else the default one.
 * @returns undefined when there is none at all
 */
export function chosenPipeline(
  pipelines: readonly WorkspacePipeline[],
  ...wanted: readonly (string | null | undefined)[]
): WorkspacePipeline | undefined {
  for (const id of wanted) {
    const pipeline = pipelines.find((known) => known.id === id);
    if (pipeline) return pipeline;
  }
  return pipelines.find((pipeline) => pipeline.isDefault === 1) ?? pipelines[0];
}

/** The columns in the order of the stages. */
export function columnsOf(index: WorkspaceIndex, totals: readonly BoardColumn[]): readonly ColumnModel[] {
  return totals.flatMap((column) => {
    const stage = index.stageById.get(column.stageId);
    return stage ? [{ stage, totals: column }] : [];
  });
}

const hourMs = 3_600_000;

/** How long a card has been in its stage, in the unit a person would say. */
export function ageInStage(stageSince: number, now: number): { readonly value: number; readonly unit: 'hour' | 'day' } {
  const hours = Math.max(0, Math.floor((now - stageSince) / hourMs));
  return hours < 24 ? { value: hours, unit: 'hour' } : { value: Math.floor(hours / 24), unit: 'day' };
}
