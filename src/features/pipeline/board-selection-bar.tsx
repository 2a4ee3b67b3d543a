import { Button, Menu } from '@mantine/core';
import { IconArrowRight, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { PickItems } from '../../ui/pick/pick-items.tsx';
import { SelectionBar } from '../../ui/selection-bar.tsx';
import type { ColumnModel, PlacedCard } from './board-model.ts';
import { columnOptions } from './column-options.tsx';

/** What to do with the selected cards. */
export function BoardSelectionBar(props: {
  selected: ReadonlyMap<string, PlacedCard>;
  columns: readonly ColumnModel[];
  onMove: (stageId: string) => void;
  onClear: () => void;
}) {
  const { t } = useTranslation('pipeline');
  const count = props.selected.size;
  if (count === 0) return null;
  return (
    <SelectionBar label={t('selection.label')} text={t('selection.count', { count })}>
      <Menu position="top">
        <Menu.Target>
          <Button variant="default" size="compact-sm" leftSection={<IconArrowRight size={14} />}>
            {t('selection.move')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <PickItems options={columnOptions(props.columns)} label={t('menu.move', { count })} onPick={props.onMove} />
        </Menu.Dropdown>
      </Menu>
      <Button variant="subtle" color="gray" size="compact-sm" leftSection={<IconX size={14} />} onClick={props.onClear}>
        {t('selection.clear')}
      </Button>
    </SelectionBar>
  );
}
