import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state.tsx';
import classes from './screen.module.css';
import type { CalendarPlace } from './use-calendar-place.ts';

/**
 * Says why the calendar is empty. Over a grid it is a line that lets the pointer through, because one books by dragging there.
 * @param props.onShowAll takes back the filters
 */
export function CalendarEmpty(props: { place: CalendarPlace; editable: boolean; onShowAll: () => void }) {
  const { t } = useTranslation('calendar');
  const { view, people, hiddenStatuses } = props.place;
  const isFiltered = hiddenStatuses.length > 0 || people !== 'all';
  const action = isFiltered && (
    <Button variant="default" size="compact-sm" onClick={props.onShowAll}>
      {t('showAll')}
    </Button>
  );
  if (view === 'agenda') {
    return (
      <EmptyState kind={hiddenStatuses.length > 0 ? 'filtered' : 'nothing'} title={t(`empty.${view}`)} action={action}>
        {isFiltered ? t('filteredText') : null}
      </EmptyState>
    );
  }
  return (
    <div className={classes.empty} role="status">
      <span>
        <b>{t(`empty.${view}`)}</b>
        {props.editable && <> {t('dragHint')}</>}
      </span>
      {action}
    </div>
  );
}
