import { memo, useContext, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/use-format.ts';
import { StageIcon } from '../../ui/stage-chip.tsx';
import { BoardDragContext } from './board-drag-context.ts';
import type { ColumnModel } from './board-model.ts';
import type { CardListHandle } from './card-list-handle.ts';
import { CardList, type CardListProps } from './card-list.tsx';
import classes from './board-column.module.css';

type BoardColumnProps = Omit<CardListProps, 'handle' | 'label' | 'stageId' | 'count'> & {
  readonly model: ColumnModel;
  readonly currency: string;
  /** Cards carried with the keyboard would drop here. */
  readonly isCarryTarget: boolean;
  readonly registerList: (column: number, list: CardListHandle | null) => void;
};

/** A stage: its colour, how many cards the whole column has and what they are worth together, and the cards. */
export const BoardColumn = memo(function BoardColumn(props: BoardColumnProps) {
  const { model, currency, isCarryTarget, registerList, ...list } = props;
  const { stage, totals } = model;
  const { column } = list;
  const { t } = useTranslation('pipeline');
  const format = useFormat();
  const drag = useContext(BoardDragContext);
  const element = useRef<HTMLElement>(null);
  const listHandle = useRef<CardListHandle>(null);
  useEffect(() => {
    const scroller = listHandle.current?.element();
    if (!element.current || !scroller) return undefined;
    return drag.registerColumn(element.current, scroller, column);
  }, [drag, column]);
  useEffect(() => {
    if (isCarryTarget) element.current?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  }, [isCarryTarget]);
  const value = format.money(totals.valueMinor, currency);
  const count = format.number(totals.count);
  const others = totals.otherCurrency > 0 ? t('column.otherCurrency', { count: totals.otherCurrency }) : undefined;
  return (
    <section
      ref={element}
      className={classes.column}
      data-target={isCarryTarget || undefined}
      aria-label={stage.name}
      data-stage={stage.id}
    >
      <header className={classes.header}>
        <StageIcon color={stage.color} category={stage.category} />
        <h2 className={classes.name} title={stage.description ?? stage.name}>
          {stage.name}
        </h2>
        <span className={classes.count}>{count}</span>
        <span className={classes.value} title={[value, others].filter(Boolean).join(' · ')}>
          {totals.valueMinor === 0 ? '' : format.moneyCompact(totals.valueMinor, currency)}
          {others && ' +'}
        </span>
      </header>
      <CardList
        {...list}
        stageId={stage.id}
        count={totals.count}
        label={t('column.label', { stage: stage.name, count: totals.count, cards: count, value })}
        handle={(handle) => {
          listHandle.current = handle;
          registerList(column, handle);
        }}
      />
    </section>
  );
});
