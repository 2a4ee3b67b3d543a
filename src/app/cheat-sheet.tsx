import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { KeyHint } from '../ui/key-hint.tsx';
import { useActiveShortcuts, type ShortcutGroup } from './shortcuts.ts';
import classes from './cheat-sheet.module.css';

const groups: readonly ShortcutGroup[] = ['go', 'create', 'find', 'here', 'general'];

/** Every shortcut that works on the present screen. */
export function CheatSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation(['shell', 'common']);
  const shortcuts = useActiveShortcuts();
  return (
    <Modal opened={opened} onClose={onClose} title={t('shortcuts.title')} size="lg">
      {/* What is to be read takes the focus, so that the arrow keys scroll it. */}
      <div className={classes.sheet} tabIndex={-1} data-autofocus>
        {groups.map((group) => {
          const members = shortcuts.filter((shortcut) => shortcut.group === group);
          if (members.length === 0) return null;
          return (
            <section key={group} className={classes.group}>
              <h3 className={classes.title}>{t(`shortcuts.${group}`)}</h3>
              <dl className={classes.list}>
                {members.map(({ id, label, keys }) => (
                  <div key={id} className={classes.row}>
                    <dt>{label}</dt>
                    <dd>
                      <KeyHint keys={keys} />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Modal>
  );
}
