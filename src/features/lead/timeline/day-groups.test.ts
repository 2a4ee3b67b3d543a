import { expect, test } from 'vitest';
import type { TimelineEntry } from '../../../../core/queries/timeline.ts';
import { dayGroups } from './day-groups.ts';

const at = (iso: string): number => Date.parse(iso);
const entry = (kind: string, iso: string, event = 'updated'): TimelineEntry =>
  ({ kind, id: `${kind}${iso}`, at: at(iso), row: { event } }) as unknown as TimelineEntry;

const now = at('2026-11-21T12:00:00Z');

test('days begin at midnight of the organization’s zone, what lies ahead stands apart', () => {
  const groups = dayGroups(
    [
      entry('appointment', '2026-11-24T09:00:00Z'),
      entry('note', '2026-11-20T23:30:00Z'),
      entry('activity', '2026-11-20T22:30:00Z'),
    ],
    false,
    now,
    'Europe/Berlin',
  );
  expect(groups.map(({ day }) => day)).toEqual(['upcoming', '2026-11-21', '2026-11-20']);
});

test('a change that a note or an appointment tells already is left out, unless only changes are shown', () => {
  const entries = [entry('note', '2026-11-20T10:00:00Z'), entry('history', '2026-11-20T10:00:00Z', 'noteAdded')];
  expect(dayGroups(entries, false, now, 'UTC')[0]!.entries).toHaveLength(1);
  expect(dayGroups(entries, true, now, 'UTC')[0]!.entries).toHaveLength(2);
});
