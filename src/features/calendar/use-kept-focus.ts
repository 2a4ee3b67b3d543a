import { useEffect, useRef } from 'react';

const attribute = 'data-appointment';

/** @returns the id of the appointment that has the focus */
export function focusedEventId(): string | undefined {
  return document.activeElement?.closest(`[${attribute}]`)?.getAttribute(attribute) ?? undefined;
}

/** Puts the focus on an appointment; on the screen's content where the appointment is gone. */
export function focusEvent(id: string): void {
  const event = document.querySelector<HTMLElement>(`[${attribute}="${id}"]`);
  (event ?? document.getElementById('content'))?.focus();
}

/**
 * FullCalendar draws a changed event as a new element, which loses the focus. This gives it back to the appointment that
 * had it, so that one can go on pressing the arrow keys.
 * @param change the focus is looked after whenever this changes
 */
export function useKeptFocus(change: unknown): void {
  const last = useRef<string>(undefined);
  useEffect(() => {
    const remember = (): void => {
      last.current = focusedEventId() ?? (document.activeElement === document.body ? last.current : undefined);
    };
    document.addEventListener('focusin', remember);
    return () => document.removeEventListener('focusin', remember);
  }, []);
  useEffect(() => {
    if (last.current === undefined || document.activeElement !== document.body) return;
    focusEvent(last.current);
  }, [change]);
}
