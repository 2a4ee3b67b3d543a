import { VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stageCreate } from '../../../core/domain/pipeline/stage-create.ts';
import { stageReorder } from '../../../core/domain/pipeline/stage-reorder.ts';
import type { Workspace } from '../../../core/queries/workspace.ts';
import { newId } from '../../bridge/ids.ts';
import { AddButton, freeName } from './list-section.tsx';
import { moved } from './reorder.ts';
import type { Stage } from './stage.ts';
import { StageRow } from './stage-row.tsx';
import type { Settings } from './use-settings.ts';
import classes from './settings.module.css';

type Props = {
  readonly pipeline: Workspace['pipelines'][number];
  readonly stages: readonly Stage[];
  readonly mayEdit: boolean;
  readonly run: Settings['run'];
};

/** A pipeline's stages in their order: by dragging, or with the arrows. */
export function StageList({ pipeline, stages, mayEdit, run }: Props) {
  const { t } = useTranslation('settings');
  const [announcement, setAnnouncement] = useState('');
  const move = async (stage: Stage, to: number): Promise<void> => {
    const stageIds = moved(
      stages.map(({ id }) => id),
      stage.id,
      to,
    );
    if (!(await run(stageReorder, { pipelineId: pipeline.id, stageIds }))) return;
    const position = stageIds.indexOf(stage.id) + 1;
    setAnnouncement(t('stages.moved', { name: stage.name, position, count: stages.length }));
  };
  return (
    <>
      <ol className={classes.stages}>
        {stages.map((stage, index) => (
          <StageRow
            key={stage.id}
            stage={stage}
            index={index}
            siblings={stages}
            module={pipeline.module}
            mayEdit={mayEdit}
            run={run}
            onMove={(moving, to) => void move(moving, to)}
          />
        ))}
      </ol>
      <VisuallyHidden role="status">{announcement}</VisuallyHidden>
      {mayEdit && (
        <AddButton
          className={classes.addStage}
          label={t('stages.add')}
          onClick={() =>
            void run(stageCreate, {
              id: newId(),
              pipelineId: pipeline.id,
              name: freeName(t('stages.newName'), stages),
            })
          }
        />
      )}
    </>
  );
}
