import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useBridge } from '../bridge/hooks.ts';
import { useAppearance } from '../stores/appearance.ts';
import { useOverlays } from '../stores/overlays.ts';
import { places } from './places.ts';
import { navigate } from './router.ts';
import { useShortcuts, type Shortcut } from './shortcuts.ts';
import { useToggleTheme } from './use-appearance.ts';

/** The shortcuts that work on every screen. */
export function useGlobalShortcuts(): void {
  const { t } = useTranslation('shell');
  const bridge = useBridge();
  const show = useOverlays((state) => state.show);
  const toggleTheme = useToggleTheme();
  const shortcuts = useMemo<readonly Shortcut[]>(
    () => [
      ...places.map(({ name, letter }): Shortcut => ({
        id: `go.${name}`,
        keys: `g ${letter}`,
        label: t('shortcuts.goTo', { place: t(`nav.${name}`) }),
        group: 'go',
        run: () => navigate({ name }),
      })),
      { id: 'create.lead', keys: 'c', label: t('newLead'), group: 'create', run: () => show('quickAdd') },
      { id: 'find.search', keys: '/', label: t('shortcuts.search'), group: 'find', run: () => show('search') },
      {
        id: 'find.palette',
        keys: 'mod+k',
        label: t('shortcuts.palette'),
        group: 'find',
        run: () => show('palette'),
        whileTyping: true,
      },
      {
        id: 'general.cheatSheet',
        keys: '?',
        label: t('shortcuts.cheatSheet'),
        group: 'general',
        run: () => show('cheatSheet'),
      },
      { id: 'general.theme', keys: 't t', label: t('shortcuts.theme'), group: 'general', run: toggleTheme },
      { id: 'general.density', keys: 't d', label: t('shortcuts.density'), group: 'general', run: toggleDensity },
      {
        id: 'general.sync',
        keys: 's s',
        label: t('shortcuts.syncNow'),
        group: 'general',
        run: () => void bridge.call('sync.now', { reason: 'person' }),
      },
    ],
    [t, bridge, show, toggleTheme],
  );
  useShortcuts(shortcuts);
}

function toggleDensity(): void {
  const { density, set } = useAppearance.getState();
  set({ density: density === 'compact' ? 'comfortable' : 'compact' });
}
