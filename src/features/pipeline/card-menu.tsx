import { useTranslation } from 'react-i18next';
import { PickerAt } from '../../ui/pick/picker.tsx';
import type { ColumnModel, PlacedCard } from './board-model.ts';
import { columnOptions } from './column-options.tsx';
import type { CardMenuState } from './use-card-menu.ts';

/** "Move to …" for a card or for all selected ones: the twin of dragging that needs no pointer. */
export function CardMenu(props: {
  menu: CardMenuState;
  columns: readonly ColumnModel[];
  onMove: (cards: readonly PlacedCard[], column: number) => void;
}) {
  const { t } = useTranslation('pipeline');
  const { menu, columns } = props;
  if (!menu.shown) return null;
  const { cards, place } = menu.shown;
  const stageIds = new Set(cards.map(({ card }) => card.stageId));
  const move = (stageId: string): void => {
    menu.close();
    props.onMove(
      cards,
      columns.findIndex(({ stage }) => stage.id === stageId),
    );
  };
  return (
    <PickerAt
      place={place}
      options={columnOptions(columns)}
      value={stageIds.size === 1 ? [...stageIds][0] : undefined}
      label={t('menu.move', { count: cards.length })}
      onPick={move}
      onClose={menu.close}
    />
  );
}
