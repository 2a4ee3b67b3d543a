import { useCallback, useEffect, useRef, type RefObject } from 'react';

/**
 * @returns a function that says whether the focus is within an element, or was on a part of it that has gone since: the
 * document's focus then falls to the body without an event
 */
export function useHoldsFocus(root: RefObject<HTMLElement | null>): () => boolean {
  const within = useRef(false);
  useEffect(() => {
    const onFocusIn = (event: FocusEvent): void => {
      within.current = event.target instanceof Node && root.current?.contains(event.target) === true;
    };
    document.addEventListener('focusin', onFocusIn);
    return () => document.removeEventListener('focusin', onFocusIn);
  }, [root]);
  return useCallback(() => {
    const { activeElement, body } = document;
    return within.current && (activeElement === body || root.current?.contains(activeElement) === true);
  }, [root]);
}
