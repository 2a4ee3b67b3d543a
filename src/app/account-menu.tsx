import { Menu, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconLogout, IconMoon, IconSelector, IconSettings } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../bridge/hooks.ts';
import { Avatar } from '../ui/avatar.tsx';
import { navigate } from './router.ts';
import { useSignOut } from './use-sign-out.tsx';
import { useToggleTheme } from './use-appearance.ts';
import classes from './account-menu.module.css';

/** The organization and the person, with what concerns them: appearance, settings, signing out. */
export function AccountMenu() {
  const { t } = useTranslation('shell');
  const session = useSession();
  const toggleTheme = useToggleTheme();
  const { askSignOut, dialog } = useSignOut();
  if (session?.kind !== 'signedIn') return null;
  return (
    <>
      <Menu width={240}>
        <Menu.Target>
          <UnstyledButton className={classes.target}>
            <Avatar name={session.organizationName} color="indigo" size={22} decorative />
            <span className={classes.name} title={session.organizationName}>
              {session.organizationName}
            </span>
            <VisuallyHidden>{t('openMenu')}</VisuallyHidden>
            <IconSelector size={14} stroke={1.75} className={classes.chevron} aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            <div className={classes.person}>{session.name}</div>
            <div>{session.mode === 'sample' ? t('sample') : session.email}</div>
          </Menu.Label>
          <Menu.Divider />
          <Menu.Item leftSection={<IconMoon size={15} aria-hidden />} onClick={toggleTheme}>
            {t('shortcuts.theme')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconSettings size={15} aria-hidden />}
            onClick={() => navigate({ name: 'settings' })}
          >
            {t('nav.settings')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconLogout size={15} aria-hidden />} onClick={askSignOut}>
            {t('signOut')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog}
    </>
  );
}
