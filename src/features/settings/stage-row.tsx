import { ActionIcon, NumberInput, Select } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconGripVertical } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stageUpdate } from '../../../core/domain/pipeline/stage-update.ts';
import { stageCategories } from '../../../core/schema/settings.ts';
import { StageIcon, type StageCategory } from '../../ui/stage-chip.tsx';
import { ColorMenu } from './color-menu.tsx';
import { EditableText } from './editable-text.tsx';
import type { Stage } from './stage.ts';
import { StageMenu } from './stage-menu.tsx';
import { useRowDrag } from './use-row-drag.ts';
import type { Settings } from './use-settings.ts';
import classes from './settings.module.css';

type Props = {
  readonly stage: Stage;
  readonly index: number;
  readonly siblings: readonly Stage[];
  readonly module: 'leads' | 'opportunities';
  readonly mayEdit: boolean;
  readonly run: Settings['run'];
  readonly onMove: (stage: Stage, to: number) => void;
};

/** One stage: grip, colour, name, category, probability, order, more. */
export function StageRow({ stage, index, siblings, module, mayEdit, run, onMove }: Props) {
  const { t } = useTranslation('settings');
  const { id, name, color } = stage;
  const { row, handle, isDragged, edge } = useRowDrag({
    list: stage.pipelineId,
    id,
    index,
    disabled: !mayEdit,
    onDrop: (droppedId, to) => {
      const dropped = siblings.find((sibling) => sibling.id === droppedId);
      if (dropped) onMove(dropped, to);
    },
  });
  return (
    <li ref={row} className={classes.stage} data-dragged={isDragged || undefined} data-edge={edge}>
      {mayEdit && (
        <button
          ref={handle}
          type="button"
          className={classes.grip}
          aria-label={t('stages.drag', { name })}
          tabIndex={-1}
        >
          <IconGripVertical size={14} stroke={1.75} aria-hidden />
        </button>
      )}
      <ColorMenu
        name={name}
        color={color}
        disabled={!mayEdit}
        onChange={(to) => void run(stageUpdate, { id, changes: { color: { from: color, to } } })}
      />
      <EditableText
        value={name}
        label={t('stages.name')}
        disabled={!mayEdit}
        onSave={(to) => void run(stageUpdate, { id, changes: { name: { from: name, to } } })}
      />
      <StageFigures stage={stage} mayEdit={mayEdit} run={run} />
      {mayEdit && (
        <>
          <ActionIcon
            aria-label={t('stages.up', { name })}
            disabled={index === 0}
            onClick={() => onMove(stage, index - 1)}
          >
            <IconArrowUp size={14} stroke={1.75} aria-hidden />
          </ActionIcon>
          <ActionIcon
            aria-label={t('stages.down', { name })}
            disabled={index === siblings.length - 1}
            onClick={() => onMove(stage, index + 1)}
          >
            <IconArrowDown size={14} stroke={1.75} aria-hidden />
          </ActionIcon>
          <StageMenu stage={stage} siblings={siblings} module={module} run={run} />
        </>
      )}
    </li>
  );
}

function StageFigures({ stage, mayEdit, run }: Pick<Props, 'stage' | 'mayEdit' | 'run'>) {
  const { t } = useTranslation(['settings', 'common']);
  const { id, name, color, category, probability } = stage;
  const [draft, setDraft] = useState<number | string>();
  const saveProbability = (): void => {
    if (typeof draft === 'number' && draft !== probability)
      void run(stageUpdate, { id, changes: { probability: { from: probability, to: draft } } });
    setDraft(undefined);
  };
  return (
    <>
      <Select
        w={136}
        variant="unstyled"
        aria-label={t('stages.category', { name })}
        leftSection={<StageIcon color={color} category={category} />}
        leftSectionWidth={22}
        value={category}
        disabled={!mayEdit}
        allowDeselect={false}
        data={stageCategories.map((value) => ({ value, label: t(`common:category.${value}`) }))}
        onChange={(to) => {
          if (to && to !== category)
            void run(stageUpdate, { id, changes: { category: { from: category, to: to as StageCategory } } });
        }}
      />
      <NumberInput
        w={64}
        variant="unstyled"
        aria-label={t('stages.probability', { name })}
        suffix=" %"
        min={0}
        max={100}
        allowDecimal={false}
        hideControls
        value={draft ?? probability}
        disabled={!mayEdit}
        onChange={setDraft}
        onBlur={saveProbability}
        classNames={{ input: classes.probability }}
      />
    </>
  );
}
