import { ActionIcon, Tooltip } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { RelativeTime } from '../../../ui/date-text.tsx';
import { toneStyle } from '../../../ui/hue.ts';
import { leadPipelines, stageOptions } from '../../../ui/pick/pick-options.tsx';
import { Picker } from '../../../ui/pick/picker.tsx';
import { StageIcon } from '../../../ui/stage-chip.tsx';
import type { WorkspaceStage } from '../../../ui/workspace/use-workspace.ts';
import { useLead } from '../lead-context.ts';
import classes from './stage-path.module.css';

/**
 * The way through the pipeline; a step is clicked to go there.
 * @param props.onMove moves the lead to a stage
 */
export function StagePath({ onMove }: { onMove: (stageId: string) => void }) {
  const { t } = useTranslation('lead');
  const { detail, workspace, may } = useLead();
  const { lead, pipeline } = detail;
  const stages = workspace.stages.filter(({ pipelineId }) => pipelineId === lead.pipelineId);
  const current = stages.find(({ id }) => id === lead.stageId);
  const canMove = may.edit && lead.status !== 'converted';
  const otherPipelines = leadPipelines(workspace).map(({ id }) => id);
  return (
    <nav className={classes.path} aria-label={t('stages', { pipeline: pipeline?.name ?? '' })}>
      <ol className={classes.steps}>
        {stages.map((stage) => (
          <Step
            key={stage.id}
            stage={stage}
            current={current}
            since={lead.stageSince}
            disabled={!canMove}
            onMove={onMove}
          />
        ))}
      </ol>
      {canMove && otherPipelines.length > 1 && (
        <Picker
          options={stageOptions(workspace, otherPipelines)}
          value={lead.stageId}
          label={t('otherStage')}
          onPick={onMove}
          position="bottom-end"
        >
          {(toggle) => (
            <ActionIcon aria-label={t('otherStage')} onClick={toggle}>
              <IconDots size={16} />
            </ActionIcon>
          )}
        </Picker>
      )}
    </nav>
  );
}

function Step(props: {
  stage: WorkspaceStage;
  current: WorkspaceStage | undefined;
  /** Epoch milliseconds. */
  since: number;
  disabled: boolean;
  onMove: (stageId: string) => void;
}) {
  const { t } = useTranslation('lead');
  const { stage, current } = props;
  const isCurrent = stage.id === current?.id;
  const isOnTheWay = current !== undefined && current.category !== 'lost';
  const isPassed = isOnTheWay && stage.position <= current.position && stage.category !== 'lost';
  const hint = stage.description ?? t('moveTo', { stage: stage.name });
  return (
    <li className={classes.step} style={toneStyle(stage.color)} data-passed={isPassed || isCurrent || undefined}>
      <Tooltip label={isCurrent ? <RelativeTime at={props.since} /> : hint}>
        <button
          type="button"
          className={classes.button}
          aria-current={isCurrent ? 'step' : undefined}
          aria-label={isCurrent ? t('currentStage', { stage: stage.name }) : t('moveTo', { stage: stage.name })}
          aria-disabled={props.disabled || isCurrent || undefined}
          onClick={() => {
            if (!props.disabled && !isCurrent) props.onMove(stage.id);
          }}
        >
          {(isCurrent || stage.category === 'won' || stage.category === 'lost') && (
            <StageIcon color={stage.color} category={stage.category} size={13} />
          )}
          <span className={classes.name}>{stage.name}</span>
        </button>
      </Tooltip>
    </li>
  );
}
