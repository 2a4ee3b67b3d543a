import { priorityName } from '../../ui/workspace/use-priority.ts';
import { useWorkspace, type WorkspaceIndex } from '../../ui/workspace/use-workspace.ts';
import type { EditField } from './edit-fields.ts';
import { useWords } from './use-words.ts';
import { choiceText, columnOf } from './value-text.ts';

export type Choice = { readonly value: string; readonly label: string };

/** Which rows a reference may point to; archived ones only while they are chosen. */
const rowsOf: Readonly<
  Record<string, 'users' | 'teams' | 'pipelines' | 'stages' | 'sources' | 'products' | 'businesses'>
> = {
  assigneeId: 'users',
  ownerId: 'users',
  userId: 'users',
  teamId: 'teams',
  pipelineId: 'pipelines',
  stageId: 'stages',
  sourceId: 'sources',
  productId: 'products',
  businessId: 'businesses',
};

/** @returns what a field may hold; undefined where this screen has no list of it */
export function useChoices(field: Pick<EditField, 'field' | 'table'>, value: unknown): readonly Choice[] | undefined {
  const words = useWords();
  const workspace = useWorkspace();
  const table = rowsOf[field.field];
  if (table) return workspace ? rowChoices(workspace, table, value) : [];
  if (field.field === 'priority') return workspace ? priorityChoices(workspace, value) : [];
  const values = columnOf(field.table, field.field)?.values;
  return values?.map((choice) => ({ value: choice, label: choiceText(field.table, field.field, choice, words) }));
}

function priorityChoices({ priorities }: WorkspaceIndex, value: unknown): readonly Choice[] {
  const offered = priorities.filter(({ key, archived }) => key === value || archived === 0);
  return offered.map((priority) => ({ value: priority.key, label: priorityName(priority) }));
}

function rowChoices(workspace: WorkspaceIndex, table: (typeof rowsOf)[string], value: unknown): readonly Choice[] {
  const rows: readonly {
    readonly id: string;
    readonly name: string;
    readonly archived?: number;
    readonly active?: number;
  }[] = workspace[table];
  const offered = rows.filter((row) => row.id === value || (row.archived !== 1 && row.active !== 0));
  // Stages of different pipelines share names.
  return offered.map((row) => ({
    value: row.id,
    label:
      table === 'stages'
        ? `${workspace.pipelineById.get((row as unknown as { pipelineId: string }).pipelineId)?.name ?? ''} · ${row.name}`
        : row.name,
  }));
}
