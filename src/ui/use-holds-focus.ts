import { useEffect, useMemo, useRef, type RefObject } from 'react';

export type FocusHold = {
  /** Whether the focus is within the element, or was on a part of it that has gone since. */
  readonly holds: () => boolean;
  /** Whether it was on a part that has gone: the document's focus has fallen to the body, without an event. */
  readonly isLost: () => boolean;
};

/** Knows whether the focus belongs to an element whose parts come and go: a virtual list. */
export function useHoldsFocus(root: RefObject<HTMLElement | null>): FocusHold {
  const within = useRef(false);
  useEffect(() => {
    const onFocusIn = (event: FocusEvent): void => {
      within.current = event.target instanceof Node && root.current?.contains(event.target) === true;
    };
    document.addEventListener('focusin', onFocusIn);
    return () => document.removeEventListener('focusin', onFocusIn);
  }, [root]);
  return useMemo(() => {
    const isLost = (): boolean => within.current && document.activeElement === document.body;
    return { isLost, holds: () => isLost() || root.current?.contains(document.activeElement) === true };
  }, [root]);
}
