import { useEffect, type RefObject } from 'react';

/**
 * Lets the keyboard scroll the hours: FullCalendar's scroller takes no focus of its own, and on a day without appointments
 * nothing inside it does (WCAG 2.1.1).
 * @param shown changes whenever the calendar may have laid itself out anew
 */
export function useFocusableScroller(area: RefObject<HTMLElement | null>, shown: string): void {
  useEffect(() => {
    const root = area.current;
    if (!root) return undefined;
    const mark = (): void => {
      for (const element of root.querySelectorAll('div')) {
        const scrolls = ['auto', 'scroll'].includes(getComputedStyle(element).overflowY);
        if (!scrolls || element.scrollHeight <= element.clientHeight) continue;
        if (element.querySelector('[tabindex="0"], a[href], button')) continue;
        // A cell, not the scroller: that stands between the table's rows, which allow nothing focusable there.
        const cell = element.querySelector<HTMLElement>('[role="cell"], [role="gridcell"], [role="rowheader"]');
        if (cell) cell.tabIndex = 0;
      }
    };
    const frame = requestAnimationFrame(mark);
    const sizes = new ResizeObserver(mark);
    sizes.observe(root);
    return () => {
      cancelAnimationFrame(frame);
      sizes.disconnect();
    };
  }, [area, shown]);
}
