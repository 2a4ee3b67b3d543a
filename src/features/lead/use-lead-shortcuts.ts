import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts, type Shortcut } from '../../app/shortcuts.ts';
import { useLatest } from './use-latest.ts';
import type { LeadRights } from './lead-context.ts';
import { logKeys, logTypes, type LogType } from './timeline/log-types.ts';

/** The lead's own keys: `l` and a letter write or log, in two keystrokes. */
export function useLeadShortcuts(props: {
  may: LeadRights;
  write: (what: 'note' | LogType) => void;
  book: () => void;
  edit: () => void;
}): void {
  const { t } = useTranslation('lead');
  const { note, log, book, edit } = props.may;
  const latest = useLatest(props);
  const shortcuts = useMemo<readonly Shortcut[]>(() => {
    const here = (id: string, keys: string, label: string, run: () => void): Shortcut => ({
      id: `lead.${id}`,
      keys,
      label,
      group: 'here',
      run,
    });
    return [
      ...(note ? [here('note', 'l n', t('shortcut.note'), () => latest.current.write('note'))] : []),
      ...(log
        ? logTypes.map((type) =>
            here(type, `l ${logKeys[type]}`, t(`shortcut.${type}`), () => latest.current.write(type)),
          )
        : []),
      ...(edit ? [here('edit', 'e', t('shortcut.edit'), () => latest.current.edit())] : []),
      ...(book ? [here('book', 'l a', t('shortcut.book'), () => latest.current.book())] : []),
    ];
  }, [t, note, log, book, edit, latest]);
  useShortcuts(shortcuts);
}
