import { plusDays } from '../../ui/appointment/wall-time.ts';

/** Epoch milliseconds. */
export type Times = { readonly startAt: number; readonly endAt: number };

const stepMs = 15 * 60_000;

/**
 * The keyboard twin of dragging: Alt with up and down moves by a quarter of an hour, with left and right by a day; with Shift,
 * up and down change the length.
 * @returns the new times, or undefined when the keys mean something else or nothing would be left of the appointment
 */
export function timesAfterKey(
  { key, altKey, shiftKey }: Pick<KeyboardEvent, 'key' | 'altKey' | 'shiftKey'>,
  { startAt, endAt }: Times,
  timeZone: string,
): Times | undefined {
  if (!altKey) return undefined;
  const vertical = key === 'ArrowUp' ? -stepMs : key === 'ArrowDown' ? stepMs : 0;
  if (vertical !== 0) {
    if (!shiftKey) return { startAt: startAt + vertical, endAt: endAt + vertical };
    return endAt + vertical > startAt ? { startAt, endAt: endAt + vertical } : undefined;
  }
  const days = key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : 0;
  if (days === 0 || shiftKey) return undefined;
  const moved = plusDays(startAt, days, timeZone);
  return { startAt: moved, endAt: moved + (endAt - startAt) };
}
