import { Button } from '@mantine/core';
import {
  IconAntennaBars5,
  IconArchive,
  IconArrowRight,
  IconRestore,
  IconTrash,
  IconUserCircle,
  IconX,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeadFilters } from '../../../core/queries/lead-filters.ts';
import { useFormat } from '../../i18n/use-format.ts';
import type { PickOption } from '../../ui/pick/pick-list.tsx';
import { leadPipelines, noneValue, priorityOptions, stageOptions, userOptions } from '../../ui/pick/pick-options.tsx';
import { Picker } from '../../ui/pick/picker.tsx';
import { SelectionBar, SelectionButton } from '../../ui/selection-bar.tsx';
import { useGrid } from './grid-context.ts';
import type { LeadCommand } from './lead-commands.ts';

/** What to do with the selected leads. Which of it makes sense depends on what the list shows. */
export function LeadBulkBar(props: {
  count: number;
  /** Everything that matches is selected, shown or not. */
  isAll: boolean;
  state: NonNullable<LeadFilters['state']>;
  onCommand: (command: LeadCommand) => void;
  onMove: (stageId: string) => void;
  onSelectAll: () => void;
  onClear: () => void;
}) {
  const { t } = useTranslation(['leads', 'common']);
  const { index } = useGrid();
  const format = useFormat();
  const { state, onCommand } = props;
  if (props.count === 0) return null;
  const said = { count: props.count, number: format.number(props.count) };
  const isEditable = state !== 'trashed';
  return (
    <SelectionBar isLong label={t('bulk.label')} text={props.isAll ? t('bulk.all', said) : t('bulk.count', said)}>
      {isEditable && (
        <>
          <BarMenu
            label={t('bulk.assign')}
            icon={<IconUserCircle size={14} stroke={1.75} />}
            options={userOptions(index, t('common:nobody'))}
            onPick={(id) => onCommand({ kind: 'assign', assigneeId: id === noneValue ? null : id })}
          />
          <BarMenu
            label={t('bulk.stage')}
            icon={<IconArrowRight size={14} stroke={1.75} />}
            options={stageOptions(
              index,
              leadPipelines(index).map(({ id }) => id),
            )}
            onPick={props.onMove}
          />
          <BarMenu
            label={t('bulk.priority')}
            icon={<IconAntennaBars5 size={14} stroke={1.75} />}
            options={priorityOptions(index)}
            onPick={(priority) => onCommand({ kind: 'priority', priority })}
          />
        </>
      )}
      {(state === 'active' || state === 'kept') && (
        <SelectionButton
          icon={<IconArchive size={14} stroke={1.75} />}
          label={t('bulk.archive')}
          onClick={() => onCommand({ kind: 'archive' })}
        />
      )}
      {state !== 'active' && (
        <SelectionButton
          icon={<IconRestore size={14} stroke={1.75} />}
          label={t('bulk.restore')}
          onClick={() => onCommand({ kind: 'restore' })}
        />
      )}
      {isEditable && (
        <SelectionButton
          icon={<IconTrash size={14} stroke={1.75} />}
          label={t('bulk.trash')}
          onClick={() => onCommand({ kind: 'trash' })}
        />
      )}
      {!props.isAll && (
        <Button variant="subtle" size="compact-sm" onClick={props.onSelectAll}>
          {t('bulk.selectAll')}
        </Button>
      )}
      <SelectionButton
        variant="subtle"
        color="gray"
        icon={<IconX size={14} />}
        label={t('bulk.clear')}
        onClick={props.onClear}
      />
    </SelectionBar>
  );
}

function BarMenu(props: {
  label: string;
  icon: ReactNode;
  options: readonly PickOption[];
  onPick: (value: string) => void;
}) {
  return (
    <Picker options={props.options} label={props.label} onPick={props.onPick} position="top-start">
      {(toggle) => <SelectionButton icon={props.icon} label={props.label} onClick={toggle} />}
    </Picker>
  );
}
