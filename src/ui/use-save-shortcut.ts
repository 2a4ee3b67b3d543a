import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts, type Shortcut } from '../app/shortcuts.ts';

/** Ctrl-Enter saves, from whichever field one is in. @param save the latest one given is called; undefined: nothing to save now */
export function useSaveShortcut(save: (() => unknown) | undefined): void {
  const { t } = useTranslation();
  const latest = useRef(save);
  useEffect(() => {
    latest.current = save;
  });
  const isActive = save !== undefined;
  const shortcuts = useMemo<readonly Shortcut[]>(
    () =>
      isActive
        ? [
            {
              id: 'here.save',
              keys: 'mod+enter',
              label: t('save'),
              group: 'here',
              run: () => void latest.current?.(),
              whileTyping: true,
            },
          ]
        : [],
    [t, isActive],
  );
  useShortcuts(shortcuts);
}
