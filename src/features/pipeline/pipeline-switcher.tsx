import { IconChevronDown, IconCoins, IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Picker } from '../../ui/pick/picker.tsx';
import type { WorkspacePipeline } from '../../ui/workspace/use-workspace.ts';
import classes from './pipeline-switcher.module.css';

/** The name of the pipeline, which opens the list of all of them. */
export function PipelineSwitcher(props: {
  pipelines: readonly WorkspacePipeline[];
  current: WorkspacePipeline;
  onPick: (id: string) => void;
}) {
  const { t } = useTranslation('pipeline');
  if (props.pipelines.length < 2) return <>{props.current.name}</>;
  const options = props.pipelines.map(({ id, name, module }) => ({
    value: id,
    label: name,
    group: t(`module.${module}`),
    icon: module === 'leads' ? <IconUser size={14} stroke={1.75} /> : <IconCoins size={14} stroke={1.75} />,
  }));
  return (
    <Picker options={options} value={props.current.id} label={t('pipelines')} onPick={props.onPick}>
      {(toggle) => (
        <button
          type="button"
          className={classes.button}
          aria-label={t('switcher', { pipeline: props.current.name })}
          onClick={toggle}
        >
          {props.current.name}
          <IconChevronDown size={14} aria-hidden />
        </button>
      )}
    </Picker>
  );
}
