import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { carryKeyOf, pickUp, stepCarry, type Carry } from './carry.ts';
import type { ColumnModel, PlacedCard } from './board-model.ts';

export type KeyboardCarry = {
  readonly carry: Carry | undefined;
  /** What a screen reader is told; changes with every step. */
  readonly announcement: string;
  readonly begin: (cards: readonly PlacedCard[], column: number) => void;
  /** @returns whether the key belonged to the carrying */
  readonly press: (key: string, isRightToLeft: boolean) => boolean;
  readonly cancel: () => void;
};

/** Moving cards with the keyboard: what is carried, where it would drop, and what is said about it. */
export function useCarry(
  columns: readonly ColumnModel[],
  onDrop: (cards: readonly PlacedCard[], column: number) => void,
): KeyboardCarry {
  const { t } = useTranslation('pipeline');
  const [held, setHeld] = useState<{ readonly carry: Carry; readonly cards: readonly PlacedCard[] }>();
  const [announcement, setAnnouncement] = useState('');
  const stageName = useCallback((column: number) => columns[column]?.stage.name ?? '', [columns]);

  const begin = useCallback(
    (cards: readonly PlacedCard[], column: number): void => {
      const ids = cards.map(({ card }) => card.id);
      setHeld({ carry: pickUp(ids, column), cards });
      setAnnouncement(
        t('carry.pickedUp', { count: cards.length, name: cards[0]?.card.title, stage: stageName(column) }),
      );
    },
    [t, stageName],
  );

  const cancel = useCallback((): void => {
    setHeld(undefined);
    setAnnouncement(t('carry.cancelled'));
  }, [t]);

  const press = useCallback(
    (pressed: string, isRightToLeft: boolean): boolean => {
      const key = carryKeyOf(pressed, isRightToLeft);
      if (!held || key === undefined) return false;
      const step = stepCarry(held.carry, key, columns.length);
      if (step.kind === 'cancel') cancel();
      else if (step.kind === 'over') {
        setHeld({ ...held, carry: step.carry });
        const target = { stage: stageName(step.carry.over), at: step.carry.over + 1, of: columns.length };
        setAnnouncement(t('carry.over', target));
      } else {
        setHeld(undefined);
        setAnnouncement(t('carry.dropped', { stage: stageName(step.column) }));
        onDrop(held.cards, step.column);
      }
      return true;
    },
    [held, columns.length, cancel, stageName, t, onDrop],
  );
  return { carry: held?.carry, announcement, begin, press, cancel };
}
