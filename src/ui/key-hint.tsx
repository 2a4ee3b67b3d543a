import { Kbd } from '@mantine/core';
import classes from './key-hint.module.css';

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

const names: Readonly<Record<string, string>> = {
  mod: isMac ? '⌘' : 'Ctrl',
  shift: isMac ? '⇧' : 'Shift',
  alt: isMac ? '⌥' : 'Alt',
  enter: '↵',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
};

const keyName = (key: string): string => names[key] ?? (key.length === 1 ? key.toUpperCase() : key);

/** A shortcut as keys: `g p` is one key after the other, `mod+k` is both at once (mod: Ctrl, on a Mac ⌘). */
export function KeyHint({ keys }: { keys: string }) {
  return (
    <span className={classes.keys}>
      {keys.split(' ').map((chord, i) => (
        // A shortcut's keys never change places, and one may come twice.
        // oxlint-disable-next-line react/no-array-index-key
        <Kbd key={`${i}${chord}`} className={classes.key}>
          {chord
            .split('+')
            .map(keyName)
            .join(isMac ? '' : '+')}
        </Kbd>
      ))}
    </span>
  );
}
