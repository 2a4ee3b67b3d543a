import {
  defaultAppointmentNote,
  longestAppointmentMs,
  appointmentNoteMax,
} from '../../../core/domain/appointment/appointment-fields.ts';
import type { AppointmentStatus } from './status.tsx';
import { isSkipped, momentOf, wallTimeAt } from './wall-time.ts';

/** An appointment while it is being filled in: dates YYYY-MM-DD, times HH:mm, possibly incomplete. */
export type AppointmentDraft = {
  readonly ownerId: string;
  readonly startDate: string;
  readonly startTime: string;
  readonly endDate: string;
  readonly endTime: string;
  readonly note: string;
  readonly location: string;
  readonly status: AppointmentStatus;
};

/** The saved side of an appointment, as far as a person edits it. Times in epoch milliseconds. */
export type AppointmentValues = {
  readonly ownerId: string;
  readonly startAt: number;
  readonly endAt: number;
  readonly note: string;
  readonly location: string | null;
  readonly status: AppointmentStatus;
};

export type DraftProblem = 'incomplete' | 'endBeforeStart' | 'inPast' | 'tooLong' | 'noteTooLong';
export type DraftProblems = { readonly [K in 'startAt' | 'endAt' | 'note']?: DraftProblem };

/** @returns the draft that an appointment's form begins with */
export function draftOf(values: AppointmentValues, timeZone: string): AppointmentDraft {
  const start = wallTimeAt(values.startAt, timeZone);
  const end = wallTimeAt(values.endAt, timeZone);
  return {
    ownerId: values.ownerId,
    startDate: start.date,
    startTime: start.time,
    endDate: end.date,
    endTime: end.time,
    note: values.note,
    location: values.location ?? '',
    status: values.status,
  };
}

/** @returns the draft of a new appointment. Times in epoch milliseconds */
export function newDraft(ownerId: string, startAt: number, endAt: number, timeZone: string): AppointmentDraft {
  const values = { ownerId, startAt, endAt, note: defaultAppointmentNote, location: null, status: 'pending' } as const;
  return draftOf(values, timeZone);
}

const startOf = (draft: AppointmentDraft, timeZone: string): number | null =>
  momentOf({ date: draft.startDate, time: draft.startTime }, timeZone);

const endOf = (draft: AppointmentDraft, timeZone: string): number | null =>
  momentOf({ date: draft.endDate, time: draft.endTime }, timeZone);

/** Changes the start and moves the end along, so that the appointment keeps its length. */
export function withStart(
  draft: AppointmentDraft,
  start: { readonly startDate?: string; readonly startTime?: string },
  timeZone: string,
): AppointmentDraft {
  const next = { ...draft, ...start };
  const [from, to, newFrom] = [startOf(draft, timeZone), endOf(draft, timeZone), startOf(next, timeZone)];
  if (from === null || to === null || newFrom === null || to <= from) return next;
  const end = wallTimeAt(newFrom + (to - from), timeZone);
  return { ...next, endDate: end.date, endTime: end.time };
}

/**
 * What is wrong with a draft, before it is sent: the same rules as the domain's, so that they show while typing.
 * @param saved the appointment as it stands; a start in the past is only refused when it is new
 * @param nowMs epoch milliseconds
 */
export function problemsOf(
  draft: AppointmentDraft,
  saved: AppointmentValues | undefined,
  timeZone: string,
  nowMs: number,
): DraftProblems {
  const [startAt, endAt] = [startOf(draft, timeZone), endOf(draft, timeZone)];
  const problems: { -readonly [K in keyof DraftProblems]: DraftProblems[K] } = {};
  if (startAt === null) problems.startAt = 'incomplete';
  else if (startAt < nowMs && startAt !== saved?.startAt) problems.startAt = 'inPast';
  if (endAt === null) problems.endAt = 'incomplete';
  else if (startAt !== null && endAt <= startAt) problems.endAt = 'endBeforeStart';
  else if (startAt !== null && endAt - startAt > longestAppointmentMs) problems.endAt = 'tooLong';
  if ([...draft.note.trim()].length > appointmentNoteMax) problems.note = 'noteTooLong';
  return problems;
}

/** @returns the moment that a skipped start really means, or null while it is an ordinary one */
export function skippedStart(draft: AppointmentDraft, timeZone: string): number | null {
  const wall = { date: draft.startDate, time: draft.startTime };
  return isSkipped(wall, timeZone) ? momentOf(wall, timeZone) : null;
}

/**
 * @param draft without problems
 * @returns what the mutators take
 */
export function valuesOf(draft: AppointmentDraft, timeZone: string): AppointmentValues {
  return {
    ownerId: draft.ownerId,
    startAt: startOf(draft, timeZone)!,
    endAt: endOf(draft, timeZone)!,
    note: draft.note.trim() === '' ? defaultAppointmentNote : draft.note.trim(),
    location: draft.location.trim() === '' ? null : draft.location.trim(),
    status: draft.status,
  };
}

type Changes = {
  readonly [K in keyof AppointmentValues]?: { readonly from: AppointmentValues[K]; readonly to: AppointmentValues[K] };
};

/** @returns only the fields that differ, each with the value it was changed from */
export function changesBetween(saved: AppointmentValues, next: Partial<AppointmentValues>): Changes {
  const entries = Object.entries(next).flatMap(([field, to]) => {
    const from = saved[field as keyof AppointmentValues];
    return from === to ? [] : [[field, { from, to }]];
  });
  return Object.fromEntries(entries) as Changes;
}
