import {
  IconAddressBook,
  IconCalendar,
  IconChartBar,
  IconLayoutKanban,
  IconRefresh,
  IconSettings,
  type Icon,
} from '@tabler/icons-react';
import type { RouteName } from './router.ts';

type Place = {
  readonly name: Exclude<RouteName, 'lead'>;
  readonly icon: Icon;
  /** The letter after `g`. */
  readonly letter: string;
  /** Below the line: things of the application rather than of the day. */
  readonly secondary?: boolean;
};

/** The navigation, in order. */
export const places: readonly Place[] = [
  { name: 'pipeline', icon: IconLayoutKanban, letter: 'p' },
  { name: 'leads', icon: IconAddressBook, letter: 'l' },
  { name: 'calendar', icon: IconCalendar, letter: 'c' },
  { name: 'dashboard', icon: IconChartBar, letter: 'd' },
  { name: 'sync', icon: IconRefresh, letter: 'y', secondary: true },
  { name: 'settings', icon: IconSettings, letter: 's', secondary: true },
];
