import { useEffect, useSyncExternalStore } from 'react';
import { useOverlays } from '../stores/overlays.ts';

export type ShortcutGroup = 'go' | 'create' | 'find' | 'general' | 'here';

export type Shortcut = {
  /** Stable, e.g. `go.pipeline`. */
  readonly id: string;
  /** `c`, `shift+e`, `mod+k` (Ctrl, on a Mac ⌘) or a sequence: `g p`. */
  readonly keys: string;
  /** Other keys for the same, which people know from elsewhere; not shown. */
  readonly also?: string;
  /** Translated: what it does. */
  readonly label: string;
  readonly group: ShortcutGroup;
  readonly run: () => void;
  /** Works even while typing; only sensible with `mod`. */
  readonly whileTyping?: boolean;
};

/** How long the second key of a sequence may take. */
const sequenceMs = 1_200;

type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** @returns a key press as written in `Shortcut.keys`, or null for a modifier alone */
export function chordOf(event: KeyPress): string | null {
  const key = event.key.toLowerCase();
  if (['control', 'shift', 'alt', 'meta', 'altgraph', 'dead'].includes(key)) return null;
  const isLetter = /^\p{L}$/u.test(key);
  const parts = [
    event.ctrlKey || event.metaKey ? 'mod' : '',
    event.altKey ? 'alt' : '',
    // For signs like `?` the layout decides whether shift is needed: the sign itself is the shortcut.
    event.shiftKey && (isLetter || key.length > 1) ? 'shift' : '',
    key === ' ' ? 'space' : key,
  ];
  return parts.filter(Boolean).join('+');
}

/** Turns key presses into shortcuts; holds the first key of a sequence. */
export class ShortcutMatcher {
  #first: { chord: string; at: number } | undefined;

  /**
   * @param shortcuts later ones win
   * @param now milliseconds, any origin
   * @returns the shortcut that this key completes; undefined where none, also for the first key of a sequence
   */
  press(shortcuts: readonly Shortcut[], chord: string, now: number): Shortcut | undefined {
    const first = this.#first && now - this.#first.at <= sequenceMs ? this.#first.chord : undefined;
    this.#first = undefined;
    const find = (keys: string): Shortcut | undefined =>
      shortcuts.findLast((shortcut) => shortcut.keys === keys || shortcut.also === keys);
    const completed = (first === undefined ? undefined : find(`${first} ${chord}`)) ?? find(chord);
    if (!completed && shortcuts.some(({ keys }) => keys.startsWith(`${chord} `))) this.#first = { chord, at: now };
    return completed;
  }
}

/** @returns whether keys typed there are text, or belong to an open menu or dialog */
function takesKeys(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target.closest('input:not([type="checkbox"]):not([type="radio"]), textarea, select')) return true;
  return target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null;
}

let registered: readonly (readonly Shortcut[])[] = [];
let flat: readonly Shortcut[] = [];
const listeners = new Set<() => void>();
const matcher = new ShortcutMatcher();

function change(next: readonly (readonly Shortcut[])[]): void {
  registered = next;
  flat = next.flat();
  for (const listener of listeners) listener();
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const chord = chordOf(event);
  if (chord === null) return;
  // An overlay may still be on its way to take the focus: what is typed meanwhile is meant for it.
  const typing = takesKeys(event.target) || useOverlays.getState().open !== null;
  const active = typing ? flat.filter((shortcut) => shortcut.whileTyping) : flat;
  const shortcut = matcher.press(active, chord, event.timeStamp);
  if (!shortcut) return;
  event.preventDefault();
  shortcut.run();
}

/**
 * Offers shortcuts while the component is mounted; they also stand in the palette and in the cheat sheet.
 * @param shortcuts memoize it (`useMemo`): a new array registers anew
 */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  useEffect(() => {
    if (registered.length === 0) window.addEventListener('keydown', onKeyDown);
    change([...registered, shortcuts]);
    return () => {
      change(registered.filter((entry) => entry !== shortcuts));
      if (registered.length === 0) window.removeEventListener('keydown', onKeyDown);
    };
  }, [shortcuts]);
}

/** @returns every shortcut that works now */
export function useActiveShortcuts(): readonly Shortcut[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => flat,
  );
}
