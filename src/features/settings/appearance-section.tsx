import { Button, SegmentedControl, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAppearance, type Appearance } from '../../stores/appearance.ts';
import { useOverlays } from '../../stores/overlays.ts';
import { FilesOnDevice } from './files-on-device.tsx';
import { SettingRow, SettingsPanel } from './settings-panel.tsx';

const themes = ['system', 'light', 'dark'] as const;
const densities = ['comfortable', 'compact'] as const;
const languages = ['system', 'en', 'de'] as const;

/** How Outpost looks and speaks. */
export function AppearanceSection() {
  const { t } = useTranslation('settings');
  const { theme, density, language, set } = useAppearance();
  const show = useOverlays((state) => state.show);
  return (
    <SettingsPanel title={t('sections.appearance')} description={t('appearance.description')}>
      <SettingRow label={t('appearance.theme')}>
        <SegmentedControl
          aria-label={t('appearance.theme')}
          value={theme}
          onChange={(next) => set({ theme: next as Appearance['theme'] })}
          data={themes.map((value) => ({ value, label: t(`appearance.themes.${value}`) }))}
        />
      </SettingRow>
      <SettingRow label={t('appearance.density')} description={t('appearance.densityText')}>
        <SegmentedControl
          aria-label={t('appearance.density')}
          value={density}
          onChange={(next) => set({ density: next as Appearance['density'] })}
          data={densities.map((value) => ({ value, label: t(`appearance.densities.${value}`) }))}
        />
      </SettingRow>
      <SettingRow label={t('appearance.language')} htmlFor="language">
        <Select
          id="language"
          w={160}
          value={language}
          allowDeselect={false}
          onChange={(next) => set({ language: (next ?? 'system') as Appearance['language'] })}
          data={languages.map((value) => ({ value, label: t(`appearance.languages.${value}`) }))}
        />
      </SettingRow>
      <FilesOnDevice />
      <SettingRow label={t('appearance.shortcuts')} description={t('appearance.shortcutsText')}>
        <Button variant="default" onClick={() => show('cheatSheet')}>
          {t('appearance.showShortcuts')}
        </Button>
      </SettingRow>
    </SettingsPanel>
  );
}
