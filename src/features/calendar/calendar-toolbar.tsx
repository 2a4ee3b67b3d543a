import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Toolbar } from '../../ui/page.tsx';
import classes from './calendar-toolbar.module.css';
import { PeoplePicker } from './people-picker.tsx';
import { calendarViews, steppedDate } from './period.ts';
import { StatusFilter } from './status-filter.tsx';
import type { CalendarPlace } from './use-calendar-place.ts';

/** Where to and what: today, earlier and later, the view, whose appointments, which statuses. */
export function CalendarToolbar(props: {
  place: CalendarPlace;
  /** YYYY-MM-DD in the organization's zone. */
  today: string;
  go: (changes: Partial<CalendarPlace>) => void;
}) {
  const { t } = useTranslation('calendar');
  const { place, go } = props;
  const { view, date } = place;
  return (
    <div className={classes.bar}>
      <Toolbar
        label={t('controls')}
        end={
          <>
            <StatusFilter hidden={place.hiddenStatuses} onChange={(hiddenStatuses) => go({ hiddenStatuses })} />
            <PeoplePicker value={place.people} onChange={(people) => go({ people })} />
          </>
        }
      >
        <Button variant="default" onClick={() => go({ date: props.today })}>
          {t('today')}
        </Button>
        <span className={classes.steps}>
          <Step label={t(`previous.${view}`)} onClick={() => go({ date: steppedDate(view, date, -1) })}>
            <IconChevronLeft size={16} />
          </Step>
          <Step label={t(`next.${view}`)} onClick={() => go({ date: steppedDate(view, date, 1) })}>
            <IconChevronRight size={16} />
          </Step>
        </span>
        <div className={classes.views} role="group" aria-label={t('views')}>
          {calendarViews.map((name) => (
            <button
              key={name}
              type="button"
              className={classes.view}
              aria-pressed={name === view}
              onClick={() => go({ view: name })}
            >
              {t(`view.${name}`)}
            </button>
          ))}
        </div>
      </Toolbar>
    </div>
  );
}

function Step(props: { label: string; onClick: () => void; children: React.ReactNode }) {
  return (
    <Tooltip label={props.label}>
      <ActionIcon variant="default" aria-label={props.label} onClick={props.onClick} className={classes.step}>
        {props.children}
      </ActionIcon>
    </Tooltip>
  );
}
