import { useEffect, useMemo, useRef, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts, type Shortcut } from '../../app/shortcuts.ts';

/** What the keys do in a list whose entries carry their position as `data-entry`. */
export type EntryKeys = {
  readonly count: number;
  /** Makes an entry part of the document, where only some are. */
  readonly scrollTo?: ((index: number) => void) | undefined;
  /** Enter on an entry. */
  readonly onOpen?: ((index: number) => void) | undefined;
};

/** j and k move through the entries, from wherever one is on the screen; Enter opens the one that has the focus. */
export function useEntryKeys(list: RefObject<HTMLElement | null>, keys: EntryKeys): void {
  const { t } = useTranslation('sync');
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  const shortcuts = useMemo<readonly Shortcut[]>(() => {
    const move = (by: number) => (): void => {
      const { count, scrollTo } = latest.current;
      if (count === 0) return;
      const next = Math.min(count - 1, Math.max(0, focused(list.current) + by));
      scrollTo?.(next);
      const entry = (): HTMLElement | null | undefined =>
        list.current?.querySelector<HTMLElement>(`[data-entry="${next}"]`);
      const present = entry();
      if (present) present.focus();
      // What was scrolled to is in the document after the next paint.
      else requestAnimationFrame(() => entry()?.focus());
    };
    return [
      { id: 'here.next', keys: 'j', label: t('keys.next'), group: 'here', run: move(1) },
      { id: 'here.previous', keys: 'k', label: t('keys.previous'), group: 'here', run: move(-1) },
    ];
  }, [list, t]);
  useShortcuts(shortcuts);
  useEffect(() => {
    const element = list.current;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Enter' || !(event.target instanceof HTMLElement)) return;
      const { entry } = event.target.dataset;
      if (entry !== undefined) latest.current.onOpen?.(Number(entry));
    };
    element?.addEventListener('keydown', onKeyDown);
    return () => element?.removeEventListener('keydown', onKeyDown);
  });
}

/** The entry that holds the focus; before the first when none does. */
function focused(list: HTMLElement | null): number {
  const entry = document.activeElement?.closest<HTMLElement>('[data-entry]');
  return entry && list?.contains(entry) ? Number(entry.dataset['entry']) : -1;
}
