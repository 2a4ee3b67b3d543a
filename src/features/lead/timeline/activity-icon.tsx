import {
  IconCalendarEvent,
  IconGitCompare,
  IconHistory,
  IconMail,
  IconMailOpened,
  IconMapPin,
  IconMessage,
  IconNote,
  IconPhone,
  IconPointFilled,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';
import type { activityTypes } from '../../../../core/schema/leads.ts';

export type ActivityType = (typeof activityTypes)[number];

const icons: Record<ActivityType | 'note' | 'appointment' | 'history' | 'conflict', Icon> = {
  CALL: IconPhone,
  VISIT: IconMapPin,
  MEETING: IconUsers,
  EMAIL_SENT: IconMail,
  EMAIL_RECEIVED: IconMailOpened,
  MESSAGE: IconMessage,
  OTHER: IconPointFilled,
  note: IconNote,
  appointment: IconCalendarEvent,
  history: IconHistory,
  conflict: IconGitCompare,
};

/** The glyph of an activity or of a kind of entry; decoration beside the words. */
export function EntryIcon({ of, size = 15 }: { of: keyof typeof icons; size?: number }) {
  const Glyph = icons[of];
  return <Glyph size={size} stroke={1.75} aria-hidden />;
}
