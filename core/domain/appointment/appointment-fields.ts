import { z } from 'zod';
import { appointmentStatuses } from '../../schema/leads.ts';
import { changesOf, type FieldChanges, type FieldValues } from '../fields/changes.ts';
import { optionalText } from '../fields/text-fields.ts';
import { rowId, timeMs } from '../fields/value-fields.ts';

/** Most characters of an appointment's note. */
export const appointmentNoteMax = 200;
/** What an appointment is called when nobody says. */
export const defaultAppointmentNote = 'Prospect appointment';
/** Longest appointment, in milliseconds: 31 days. */
export const longestAppointmentMs = 31 * 24 * 60 * 60 * 1000;

/** Every field of an appointment that a person edits. */
export const appointmentFields = {
  ownerId: rowId,
  startAt: timeMs,
  endAt: timeMs,
  note: optionalText(appointmentNoteMax).transform((note) => note ?? defaultAppointmentNote),
  location: optionalText(),
  status: z.enum(appointmentStatuses),
} as const;

export type AppointmentValues = FieldValues<typeof appointmentFields>;

/** What `appointment.update` takes as `changes`. */
export const appointmentChanges: z.ZodType<FieldChanges<typeof appointmentFields>> = changesOf(appointmentFields);

/** What a write does when the person already has an appointment at that time. */
export const onOverlap = z.enum(['refuse', 'accept']);
export type OnOverlap = z.output<typeof onOverlap>;
