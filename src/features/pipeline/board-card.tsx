import { IconClock, IconDots } from '@tabler/icons-react';
import { memo, useContext, useEffect, useRef } from 'react';
import type { BoardCard } from '../../../core/queries/board.ts';
import type { Format } from '../../i18n/format.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { PriorityIcon } from '../../ui/priority-icon.tsx';
import { BoardDragContext } from './board-drag-context.ts';
import { usualPriority } from '../../../core/domain/priority/priorities.ts';
import { usePriority } from '../../ui/workspace/use-priority.ts';
import { ageText, cardLabel, type BoardT } from './card-text.ts';
import classes from './board-card.module.css';

export type CardOwner = { readonly name: string; readonly color: string };

/** Plain values, so that a card renders again only when something on it changed. */
export type BoardCardProps = {
  /** Undefined while its page is on its way. */
  readonly card: BoardCard | undefined;
  readonly owner: CardOwner | undefined;
  readonly column: number;
  readonly index: number;
  /** Distance from the top of the list, CSS pixels. */
  readonly top: number;
  readonly height: number;
  /** The one card of the board that Tab reaches. */
  readonly isTabStop: boolean;
  readonly isSelected: boolean;
  /** Its lead stands beside the board. */
  readonly isOpen: boolean;
  /** Being dragged, or carried with the keyboard. */
  readonly isLifted: boolean;
  readonly isCompact: boolean;
  /** Epoch milliseconds, renewed every hour. */
  readonly now: number;
  /** The column's own, so that a card that scrolls in subscribes to nothing. */
  readonly t: BoardT;
  readonly format: Format;
};

/** One card: a row of the column's grid. Clicks and keys are handled by the board, which finds the card by its data attributes. */
export const BoardCardRow = memo(function BoardCardRow(props: BoardCardProps) {
  const { card, index, column, t, format } = props;
  const priority = usePriority(card?.priority ?? usualPriority).name;
  const names = { owner: props.owner?.name, priority };
  const drag = useContext(BoardDragContext);
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!card || !element.current) return undefined;
    return drag.registerCard(element.current, { card, column, index });
  }, [drag, card, column, index]);
  return (
    <div
      ref={element}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={props.isSelected}
      aria-label={card ? cardLabel(card, names, props.now, t, format) : t('card.loading')}
      tabIndex={props.isTabStop ? 0 : -1}
      data-card={card?.id ?? ''}
      data-column={column}
      data-index={index}
      data-open={props.isOpen || undefined}
      data-lifted={props.isLifted || undefined}
      className={classes.row}
      style={{ height: props.height, transform: `translateY(${props.top}px)` }}
    >
      <div role="gridcell" className={classes.card} data-compact={props.isCompact || undefined}>
        {card && <CardBody {...props} card={card} />}
      </div>
    </div>
  );
});

function CardBody({ card, owner, isCompact, now, t, format }: BoardCardProps & { card: BoardCard }) {
  const value = card.valueMinor === null ? null : format.money(card.valueMinor, card.currency);
  const age = ageText(card.stageSince, now, format.locale);
  const title = card.title === '' ? t('common:unnamedLead') : card.title;
  return (
    <>
      <div className={classes.head}>
        <span className={classes.title} title={title}>
          {title}
        </span>
        <button
          type="button"
          tabIndex={-1}
          className={classes.menu}
          data-card-menu
          aria-label={t('card.menu', { lead: title })}
        >
          <IconDots size={14} aria-hidden />
        </button>
        {card.priority && <PriorityIcon priority={card.priority} />}
      </div>
      {!isCompact && <div className={classes.subtitle}>{card.subtitle}</div>}
      <div className={classes.foot}>
        {isCompact ? (
          <span className={classes.subtitle}>{card.subtitle}</span>
        ) : (
          <span className={classes.value}>{value}</span>
        )}
        {age !== '' && (
          <span className={classes.age} title={t('card.since', { date: format.dateTime(card.stageSince) })}>
            <IconClock size={12} aria-hidden />
            {age}
          </span>
        )}
        {isCompact && value && <span className={classes.value}>{value}</span>}
        <Avatar name={owner?.name ?? null} color={owner?.color ?? null} size={18} decorative />
      </div>
    </>
  );
}
