import { useCallback, useState, type RefCallback } from 'react';

/**
 * Whether an element is at least so wide; known before the first paint, so that nothing moves when a screen opens.
 * @param px CSS pixels
 */
export function useHasWidth(px: number): { readonly ref: RefCallback<HTMLElement>; readonly hasWidth: boolean } {
  const [hasWidth, setHasWidth] = useState(false);
  const ref = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return;
      const measure = (): void => setHasWidth(element.clientWidth >= px);
      measure();
      const observer = new ResizeObserver(measure);
      observer.observe(element);
      return () => observer.disconnect();
    },
    [px],
  );
  return { ref, hasWidth };
}
