import { Menu } from '@mantine/core';
import { IconArrowUpRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { BoardCard } from '../../../core/queries/board.ts';
import { PickItems } from '../../ui/pick/pick-items.tsx';
import type { ColumnModel, PlacedCard } from './board-model.ts';
import { columnOptions } from './column-options.tsx';
import type { CardMenuState } from './use-card-menu.ts';
import classes from './board.module.css';

/** What can be done with a card, or with all selected ones: the twin of dragging that needs no pointer. */
export function CardMenu(props: {
  menu: CardMenuState;
  columns: readonly ColumnModel[];
  onMove: (cards: readonly PlacedCard[], column: number) => void;
  onOpen: (card: BoardCard) => void;
}) {
  const { t } = useTranslation('pipeline');
  const { menu, columns } = props;
  if (!menu.shown) return null;
  const { cards, place } = menu.shown;
  const single = cards.length === 1 ? cards[0]!.card : undefined;
  const stageIds = new Set(cards.map(({ card }) => card.stageId));
  const move = (stageId: string): void => {
    menu.close();
    props.onMove(
      cards,
      columns.findIndex(({ stage }) => stage.id === stageId),
    );
  };
  return (
    <Menu opened onClose={menu.close} returnFocus={false} offset={2} transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <div className={classes.menuAnchor} style={{ left: place.x, top: place.y }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={t('menu.label')}>
        {single?.module === 'leads' && (
          <>
            <Menu.Item leftSection={<IconArrowUpRight size={14} />} onClick={() => props.onOpen(single)}>
              {t('menu.open')}
            </Menu.Item>
            <Menu.Divider />
          </>
        )}
        <PickItems
          options={columnOptions(columns)}
          value={stageIds.size === 1 ? [...stageIds][0] : undefined}
          label={t('menu.move', { count: cards.length })}
          onPick={move}
        />
      </Menu.Dropdown>
    </Menu>
  );
}
