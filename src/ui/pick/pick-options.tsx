import { t } from 'i18next';
import { Avatar } from '../avatar.tsx';
import { toneOf } from '../hue.ts';
import { PriorityIcon } from '../priority-icon.tsx';
import { StageIcon } from '../stage-chip.tsx';
import { priorityName } from '../workspace/use-priority.ts';
import type { WorkspaceIndex } from '../workspace/use-workspace.ts';
import type { PickOption } from './pick-list.tsx';

/** Stands for "none" in a list of ids, and in an address. */
export const noneValue = 'none';

const byName = (rows: readonly { readonly id: string; readonly name: string }[]): readonly PickOption[] =>
  rows.map(({ id, name }) => ({ value: id, label: name }));

/** People who can be given something, the signed-in person first. */
export function userOptions({ users, me }: WorkspaceIndex, nobody: string): readonly PickOption[] {
  const active = users.filter((user) => user.active === 1);
  const ordered = [...active.filter(({ id }) => id === me?.id), ...active.filter(({ id }) => id !== me?.id)];
  return [
    ...ordered.map(({ id, name, color }) => ({
      value: id,
      label: id === me?.id ? `${name} (${t('you')})` : name,
      icon: <Avatar name={name} color={color} size={18} decorative />,
    })),
    { value: noneValue, label: nobody, icon: <Avatar name={null} size={18} decorative /> },
  ];
}

/** Priorities that can be chosen, the most urgent first. */
export function priorityOptions({ priorities }: Pick<WorkspaceIndex, 'priorities'>): readonly PickOption[] {
  const open = priorities.filter((priority) => priority.archived === 0);
  return open.toReversed().map((priority) => ({
    value: priority.key,
    label: priorityName(priority),
    icon: <PriorityIcon priority={priority.key} />,
  }));
}

/**
 * Stages in order.
 * @param pipelineIds of these pipelines; with several, each pipeline is a heading
 */
export function stageOptions(index: WorkspaceIndex, pipelineIds: readonly string[]): readonly PickOption[] {
  return pipelineIds.flatMap((pipelineId) =>
    index.stages
      .filter((stage) => stage.pipelineId === pipelineId)
      .map((stage) => ({
        value: stage.id,
        label: stage.name,
        icon: <StageIcon color={stage.color} category={stage.category} />,
        group: pipelineIds.length > 1 ? index.pipelineById.get(pipelineId)?.name : undefined,
      })),
  );
}

/** Pipelines of leads that are in use. */
export function leadPipelines(index: WorkspaceIndex): WorkspaceIndex['pipelines'] {
  return index.pipelines.filter((pipeline) => pipeline.module === 'leads' && pipeline.archived === 0);
}

export function sourceOptions(index: WorkspaceIndex, none: string): readonly PickOption[] {
  return [...byName(index.sources.filter((source) => source.archived === 0)), { value: noneValue, label: none }];
}

export function teamOptions(index: WorkspaceIndex, none: string): readonly PickOption[] {
  return [...byName(index.teams.filter((team) => team.archived === 0)), { value: noneValue, label: none }];
}

export function businessOptions(index: WorkspaceIndex, none: string): readonly PickOption[] {
  const open = index.businesses.filter((business) => business.archived === 0);
  return [
    ...open.map(({ id, name, color }) => ({ value: id, label: name, icon: <Dot color={color} /> })),
    { value: noneValue, label: none },
  ];
}

function Dot({ color }: { color: string }) {
  return (
    <svg width={8} height={8} viewBox="0 0 8 8" aria-hidden>
      <circle cx="4" cy="4" r="4" fill={toneOf(color)} />
    </svg>
  );
}
