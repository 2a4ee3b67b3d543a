import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useOverlays } from '../stores/overlays.ts';
import { useMediaQuery } from '@mantine/hooks';
import { FirstSyncBanner } from '../features/onboarding/first-sync-banner.tsx';
import { SignInAgain } from '../features/onboarding/sign-in-again.tsx';
import { Palette } from '../features/search/palette.tsx';
import { CheatSheet } from './cheat-sheet.tsx';
import { Navigation } from './navigation.tsx';
import { NotFound } from './not-found.tsx';
import { closeLead, useRoute, type ParsedRoute } from './router.ts';
import { ScreenBoundary } from './screen-boundary.tsx';
import { QuickAdd, screens } from './screens.ts';
import { StatusBar } from './status-bar.tsx';
import { useAppearancePreference } from './use-appearance-preference.ts';
import { useGlobalShortcuts } from './use-global-shortcuts.ts';
import { useSyncTriggers } from './use-sync-triggers.ts';
import classes from './shell.module.css';

/** From here on a lead stands beside its list. */
const wideWindow = '(min-width: 75em)';

/** The frame around every screen: navigation, content, the status bar that never goes away. */
export function Shell() {
  const { t } = useTranslation('shell');
  const route = useRoute();
  const overlays = useOverlays();
  useGlobalShortcuts();
  useAppearancePreference();
  useSyncTriggers();
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#content" onClick={skipToContent}>
        {t('skip')}
      </a>
      <Navigation route={route} />
      <Content route={route} />
      <StatusBar />
      <CheatSheet opened={overlays.open === 'cheatSheet'} onClose={overlays.close} />
      <Palette
        opened={overlays.open === 'search' || overlays.open === 'palette'}
        onClose={overlays.close}
        withActions={overlays.open === 'palette'}
      />
      <SignInAgain opened={overlays.open === 'signIn'} onClose={overlays.close} />
      {overlays.open === 'quickAdd' && (
        <ScreenBoundary onLeave={overlays.close} asDialog>
          <QuickAdd opened onClose={overlays.close} />
        </ScreenBoundary>
      )}
    </div>
  );
}

/** The address is the router's: the skip link moves the focus by itself. */
function skipToContent(event: React.MouseEvent): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}

function Content({ route }: { route: ParsedRoute }) {
  const { t } = useTranslation('shell');
  const isWide = useMediaQuery(wideWindow, undefined, { getInitialValueInEffect: false });
  const content = useRef<HTMLElement>(null);
  const leadBeside = route.name === 'lead' ? undefined : route.query['lead'];
  useEffect(() => {
    document.title =
      route.name === 'unknown' || route.name === 'lead' ? 'Outpost' : `${t(`nav.${route.name}`)} · Outpost`;
  }, [route.name, t]);

  const showList = leadBeside === undefined || isWide === true;
  return (
    <main className={classes.content} id="content" tabIndex={-1} ref={content}>
      <FirstSyncBanner />
      <div className={classes.panes}>
        {showList && (
          <div className={classes.list}>
            <ScreenOf route={route} />
          </div>
        )}
        {leadBeside !== undefined && (
          <section className={classes.detail} data-alone={!showList || undefined} aria-label={t('detail')}>
            <ScreenBoundary key={leadBeside} onLeave={closeLead}>
              <screens.lead leadId={leadBeside} />
            </ScreenBoundary>
          </section>
        )}
      </div>
    </main>
  );
}

function ScreenOf({ route }: { route: ParsedRoute }) {
  if (route.name === 'unknown' || (route.name === 'lead' && route.id === undefined)) return <NotFound />;
  const Screen = screens[route.name];
  return (
    <ScreenBoundary key={route.name}>
      <Screen key={route.name === 'lead' ? route.id : undefined} leadId={route.id ?? ''} />
    </ScreenBoundary>
  );
}
