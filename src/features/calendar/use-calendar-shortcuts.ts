import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts, type Shortcut } from '../../app/shortcuts.ts';
import { steppedDate } from './period.ts';
import type { CalendarPlace } from './use-calendar-place.ts';

/** The calendar's own keys. @param book undefined when the person may not book */
export function useCalendarShortcuts(
  { view, date }: CalendarPlace,
  /** YYYY-MM-DD in the organization's zone. */
  today: string,
  go: (changes: Partial<CalendarPlace>) => void,
  book: (() => void) | undefined,
): void {
  const { t } = useTranslation('calendar');
  const shortcuts = useMemo<readonly Shortcut[]>(() => {
    const here = (id: string, keys: string, label: string, run: () => void): Shortcut => ({
      id: `calendar.${id}`,
      keys,
      label,
      group: 'here',
      run,
    });
    return [
      ...(book ? [here('new', 'n', t('shortcut.new'), book)] : []),
      here('today', 't', t('shortcut.today'), () => go({ date: today })),
      here('month', 'm', t('shortcut.month'), () => go({ view: 'month' })),
      here('week', 'w', t('shortcut.week'), () => go({ view: 'week' })),
      here('day', 'd', t('shortcut.day'), () => go({ view: 'day' })),
      here('agenda', 'a', t('shortcut.agenda'), () => go({ view: 'agenda' })),
      here('previous', 'arrowleft', t('shortcut.previous'), () => go({ date: steppedDate(view, date, -1) })),
      here('next', 'arrowright', t('shortcut.next'), () => go({ date: steppedDate(view, date, 1) })),
    ];
  }, [t, view, date, today, go, book]);
  useShortcuts(shortcuts);
}
