import { dateAt } from '../../../../core/queries/days.ts';
import type { TimelineEntry } from '../../../../core/queries/timeline.ts';

export type DayGroup = {
  /** YYYY-MM-DD, or `upcoming` for appointments that lie ahead. */
  readonly day: string;
  readonly entries: readonly TimelineEntry[];
};

/** Changes that another entry of the timeline tells already. */
const toldElsewhere: ReadonlySet<string> = new Set(['noteAdded', 'appointmentAdded']);

/**
 * Puts entries into days.
 * @param entries newest first
 * @param withEcho keep the changes that repeat a note or an appointment (when only changes are shown)
 * @param nowMs appointments later than this stand under `upcoming`; may lag behind by a minute
 * @param timeZone in which days begin
 */
export function dayGroups(
  entries: readonly TimelineEntry[],
  withEcho: boolean,
  nowMs: number,
  timeZone: string,
): readonly DayGroup[] {
  const groups: { day: string; entries: TimelineEntry[] }[] = [];
  for (const entry of entries) {
    if (!withEcho && entry.kind === 'history' && toldElsewhere.has(entry.row.event)) continue;
    const day = entry.kind === 'appointment' && entry.at > nowMs ? 'upcoming' : dateAt(entry.at, timeZone);
    const last = groups.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else groups.push({ day, entries: [entry] });
  }
  return groups;
}
