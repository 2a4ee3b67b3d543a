import { IconArrowRight, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Picker } from '../../ui/pick/picker.tsx';
import { SelectionBar, SelectionButton } from '../../ui/selection-bar.tsx';
import type { ColumnModel, PlacedCard } from './board-model.ts';
import { columnOptions } from './column-options.tsx';

/** What to do with the selected cards. */
export function BoardSelectionBar(props: {
  selected: ReadonlyMap<string, PlacedCard>;
  columns: readonly ColumnModel[];
  onMove: (column: number) => void;
  onClear: () => void;
}) {
  const { t } = useTranslation('pipeline');
  const count = props.selected.size;
  if (count === 0) return null;
  return (
    <SelectionBar label={t('selection.label')} text={t('selection.count', { count })}>
      <Picker
        options={columnOptions(props.columns)}
        label={t('menu.move', { count })}
        onPick={(stageId) => props.onMove(props.columns.findIndex(({ stage }) => stage.id === stageId))}
        position="top-start"
      >
        {(toggle) => (
          <SelectionButton icon={<IconArrowRight size={14} />} label={t('selection.move')} onClick={toggle} />
        )}
      </Picker>
      <SelectionButton
        variant="subtle"
        color="gray"
        icon={<IconX size={14} />}
        label={t('selection.clear')}
        onClick={props.onClear}
      />
    </SelectionBar>
  );
}
