import { Button, Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isPermitted } from '../../core/domain/access/permissions.ts';
import { useSession, useSyncStatus } from '../bridge/hooks.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useOverlays } from '../stores/overlays.ts';
import { KeyHint } from '../ui/key-hint.tsx';
import { AccountMenu } from './account-menu.tsx';
import { places } from './places.ts';
import { hrefTo, type ParsedRoute } from './router.ts';
import classes from './navigation.module.css';

/** The left column: who and where one is, search, the screens. Icons only on narrow windows. */
export function Navigation({ route }: { route: ParsedRoute }) {
  const { t } = useTranslation('shell');
  const { show } = useOverlays();
  const session = useSession();
  const mayCreate = session?.kind === 'signedIn' && isPermitted(session, 'leads:create');
  return (
    <nav className={classes.nav} aria-label={t('navigation')}>
      <AccountMenu />
      <div className={classes.quick}>
        <Button
          className={classes.create}
          leftSection={<IconPlus size={15} stroke={2} aria-hidden />}
          onClick={() => show('quickAdd')}
          disabled={!mayCreate}
          aria-label={t('newLead')}
          aria-keyshortcuts="c"
        >
          <span className={classes.label}>{t('newLead')}</span>
        </Button>
        <Tooltip label={t('searchHint')}>
          <UnstyledButton
            className={classes.search}
            onClick={() => show('search')}
            aria-label={t('searchHint')}
            aria-keyshortcuts="/"
          >
            <IconSearch size={15} stroke={1.75} aria-hidden />
            <span className={classes.searchKey}>
              <KeyHint keys="/" />
            </span>
          </UnstyledButton>
        </Tooltip>
      </div>
      <ul className={classes.places}>
        {places.map((place) => (
          <NavigationItem key={place.name} place={place} active={route.name === place.name} />
        ))}
      </ul>
    </nav>
  );
}

function NavigationItem({ place, active }: { place: (typeof places)[number]; active: boolean }) {
  const { t } = useTranslation('shell');
  const status = useSyncStatus();
  const needsAttention = place.name === 'sync' ? (status?.rejected ?? 0) + (status?.conflicts ?? 0) : 0;
  const label = t(`nav.${place.name}`);
  return (
    <li className={place.secondary ? classes.secondary : undefined}>
      <Tooltip
        label={
          <span className={classes.tip}>
            {label} <KeyHint keys={`g ${place.letter}`} />
          </span>
        }
        position="right"
      >
        <a className={classes.place} href={hrefTo({ name: place.name })} aria-current={active ? 'page' : undefined}>
          <place.icon size={16} stroke={1.75} aria-hidden />
          <span className={classes.label}>{label}</span>
          {needsAttention > 0 && <AttentionBadge count={needsAttention} />}
        </a>
      </Tooltip>
    </li>
  );
}

function AttentionBadge({ count }: { count: number }) {
  const { t } = useTranslation('shell');
  const format = useFormat();
  const number = format.number(count);
  return (
    <span className={classes.badge}>
      <span aria-hidden>{number}</span>
      <VisuallyHidden>{t('status.attentionCount', { count, number })}</VisuallyHidden>
    </span>
  );
}
