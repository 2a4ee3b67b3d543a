import { expect, test } from 'vitest';
import { changesBetween, draftOf, newDraft, problemsOf, skippedStart, valuesOf, withStart } from './draft.ts';

const zone = 'Europe/Berlin';
const at = (iso: string): number => Date.parse(iso);
const now = at('2026-11-20T08:00:00Z');
const saved = {
  ownerId: 'u1',
  startAt: at('2026-11-21T09:00:00Z'),
  endAt: at('2026-11-21T10:30:00Z'),
  note: 'Demo',
  location: null,
  status: 'confirmed',
} as const;

test('a draft goes back to the values it came from', () => {
  expect(valuesOf(draftOf(saved, zone), zone)).toEqual(saved);
  expect(changesBetween(saved, valuesOf(draftOf(saved, zone), zone))).toEqual({});
});

test('moving the start moves the end along, over midnight too', () => {
  const moved = withStart(draftOf(saved, zone), { startTime: '23:30' }, zone);
  expect(moved).toMatchObject({ startDate: '2026-11-21', endDate: '2026-11-22', endTime: '01:00' });
});

test('an incomplete start leaves the end where it is', () => {
  expect(withStart(draftOf(saved, zone), { startTime: '' }, zone)).toMatchObject({ endTime: '11:30' });
});

test('problems are those of the domain', () => {
  const draft = draftOf(saved, zone);
  expect(problemsOf(draft, saved, zone, now)).toEqual({});
  expect(problemsOf({ ...draft, endTime: '10:00' }, saved, zone, now)).toEqual({ endAt: 'endBeforeStart' });
  expect(problemsOf({ ...draft, startTime: '' }, saved, zone, now)).toEqual({ startAt: 'incomplete' });
  expect(problemsOf({ ...draft, endDate: '2027-01-21' }, saved, zone, now)).toEqual({ endAt: 'tooLong' });
  expect(problemsOf({ ...draft, note: 'x'.repeat(201) }, saved, zone, now)).toEqual({ note: 'noteTooLong' });
});

test('a past start is refused for a new appointment and kept for an old one', () => {
  const later = at('2026-12-01T08:00:00Z');
  expect(problemsOf(draftOf(saved, zone), saved, zone, later)).toEqual({});
  expect(problemsOf(draftOf(saved, zone), undefined, zone, later)).toEqual({ startAt: 'inPast' });
});

test('a start in the gap of a clock change says what it means', () => {
  const draft = { ...newDraft('u1', saved.startAt, saved.endAt, zone), startDate: '2026-03-29', startTime: '02:15' };
  expect(skippedStart(draft, zone)).toBe(at('2026-03-29T01:15:00Z'));
  expect(skippedStart({ ...draft, startTime: '03:15' }, zone)).toBeNull();
});

test('an emptied note becomes the default one', () => {
  expect(valuesOf({ ...draftOf(saved, zone), note: '  ' }, zone).note).toBe('Prospect appointment');
});
