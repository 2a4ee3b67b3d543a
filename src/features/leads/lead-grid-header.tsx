import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LeadColumn } from './lead-columns.tsx';
import { nextOrder, type LeadOrder, type LeadSortKey } from './lead-list-query.ts';
import classes from './lead-grid.module.css';

/** The names of the columns; those that order the list are buttons. */
export function LeadGridHeader(props: {
  columns: readonly LeadColumn[];
  order: LeadOrder;
  onOrder: (order: LeadOrder) => void;
  /** All, some or none of the rows are selected. */
  selected: 'all' | 'some' | 'none';
  onSelectAll: () => void;
  onClear: () => void;
}) {
  const { t } = useTranslation('leads');
  const { order, selected } = props;
  return (
    <div role="rowgroup" className={classes.head}>
      <div role="row" aria-rowindex={1} className={classes.headRow}>
        {props.columns.map((column, i) => {
          const meta = column.columnDef.meta;
          const sortBy = meta?.sortBy;
          return (
            <div
              key={column.id}
              role="columnheader"
              aria-colindex={i + 1}
              aria-sort={sortBy && ariaSort(order, sortBy)}
              data-align={meta?.align}
              className={classes.headCell}
            >
              {column.id === 'select' && (
                <input
                  type="checkbox"
                  className={classes.box}
                  aria-label={t('column.selectAll')}
                  checked={selected === 'all'}
                  ref={(box) => {
                    if (box) box.indeterminate = selected === 'some';
                  }}
                  onChange={selected === 'all' ? props.onClear : props.onSelectAll}
                />
              )}
              {column.id !== 'select' && !sortBy && <span className={classes.text}>{meta?.label}</span>}
              {sortBy && (
                <SortButton
                  label={meta.label}
                  direction={order.sortBy === sortBy ? order.sortDir : undefined}
                  onClick={() => props.onOrder(nextOrder(order, sortBy))}
                />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function SortButton(props: { label: string; direction: 'asc' | 'desc' | undefined; onClick: () => void }) {
  const Arrow = props.direction === 'asc' ? IconArrowUp : IconArrowDown;
  return (
    <button
      type="button"
      className={classes.sort}
      data-active={props.direction !== undefined || undefined}
      onClick={props.onClick}
    >
      <span className={classes.text}>{props.label}</span>
      <Arrow size={12} stroke={2} className={classes.arrow} aria-hidden />
    </button>
  );
}

function ariaSort(order: LeadOrder, sortBy: LeadSortKey): 'ascending' | 'descending' | 'none' {
  if (order.sortBy !== sortBy) return 'none';
  return order.sortDir === 'asc' ? 'ascending' : 'descending';
}
