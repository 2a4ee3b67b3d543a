import { ActionIcon, Badge, Menu } from '@mantine/core';
import { IconDots, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { pipelineArchive } from '../../../core/domain/pipeline/archive.ts';
import { pipelineCreate } from '../../../core/domain/pipeline/create.ts';
import { pipelineUpdate } from '../../../core/domain/pipeline/update.ts';
import type { Workspace } from '../../../core/queries/workspace.ts';
import { newId } from '../../bridge/ids.ts';
import { EditableText } from './editable-text.tsx';
import { AddButton, freeName } from './list-section.tsx';
import { SettingsPanel } from './settings-panel.tsx';
import { StageList } from './stage-list.tsx';
import { useSettings, type Settings } from './use-settings.ts';
import classes from './settings.module.css';

type Pipeline = Workspace['pipelines'][number];

/** What pipelines are for, in the order in which they stand. */
const modules: readonly Pipeline['module'][] = ['leads', 'opportunities'];

/** Pipelines with their stages: names, colours, order, what a stage asks for. */
export function PipelinesSection() {
  const { t } = useTranslation('settings');
  const settings = useSettings('settings:edit');
  const { data, mayEdit, run } = settings;
  if (!data) return null;
  const add = (module: Pipeline['module']): void => {
    const name = freeName(t('pipelines.newName'), data.pipelines);
    const stages = [{ id: newId(), name: t('pipelines.firstStage') }];
    void run(pipelineCreate, { id: newId(), name, module, stages });
  };
  return (
    <SettingsPanel
      title={t('sections.pipelines')}
      description={t('pipelines.description')}
      mayEdit={mayEdit}
      actions={<AddPipeline onAdd={add} />}
    >
      <ul className={classes.rows}>
        {data.pipelines
          .toSorted((a, b) => a.archived - b.archived || modules.indexOf(a.module) - modules.indexOf(b.module))
          .map((pipeline) => (
            <PipelineItem key={pipeline.id} pipeline={pipeline} data={data} settings={settings} />
          ))}
      </ul>
    </SettingsPanel>
  );
}

function AddPipeline({ onAdd }: { onAdd: (module: Pipeline['module']) => void }) {
  const { t } = useTranslation('settings');
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <AddButton label={t('pipelines.add')} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('pipelines.module')}</Menu.Label>
        {modules.map((module) => (
          <Menu.Item key={module} leftSection={<IconPlus size={14} aria-hidden />} onClick={() => onAdd(module)}>
            {t(`pipelines.modules.${module}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

type ItemProps = { pipeline: Pipeline; data: Workspace; settings: Settings };

function PipelineItem({ pipeline, data, settings: { mayEdit, run } }: ItemProps) {
  const { t } = useTranslation('settings');
  const { id, name } = pipeline;
  return (
    <li className={classes.block} data-archived={pipeline.archived === 1 || undefined}>
      <div className={classes.blockHead}>
        <EditableText
          value={name}
          label={t('pipelines.name')}
          strong
          disabled={!mayEdit}
          onSave={(to) => void run(pipelineUpdate, { id, changes: { name: { from: name, to } } })}
        />
        <Badge variant="default" size="sm">
          {t(`pipelines.${pipeline.isDefault === 1 ? 'isDefault' : 'modules'}.${pipeline.module}`)}
        </Badge>
        {pipeline.archived === 1 && (
          <Badge variant="default" size="sm">
            {t('archived')}
          </Badge>
        )}
        {mayEdit && <PipelineMenu pipeline={pipeline} run={run} />}
      </div>
      <StageList
        pipeline={pipeline}
        stages={data.stages.filter((stage) => stage.pipelineId === id)}
        mayEdit={mayEdit}
        run={run}
      />
    </li>
  );
}

function PipelineMenu({
  pipeline: { id, name, isDefault, archived },
  run,
}: {
  pipeline: Pipeline;
  run: Settings['run'];
}) {
  const { t } = useTranslation('settings');
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('pipelines.actions', { name })}>
          <IconDots size={16} stroke={1.75} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          disabled={isDefault === 1 || archived === 1}
          onClick={() => void run(pipelineUpdate, { id, changes: { isDefault: { from: 0, to: 1 } } })}
        >
          {t('pipelines.makeDefault')}
        </Menu.Item>
        <Menu.Item
          disabled={isDefault === 1}
          onClick={() => void run(pipelineArchive, { id, archived: archived === 1 ? 0 : 1 })}
        >
          {t(archived === 1 ? 'restore' : 'archive', { name })}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
