import { useMantineColorScheme } from '@mantine/core';
import i18next, { changeLanguage } from 'i18next';
import { useCallback, useEffect, useLayoutEffect } from 'react';
import { systemLanguage } from '../i18n/setup.ts';
import { useAppearance } from '../stores/appearance.ts';

/** Applies the chosen theme, density and language to the document. */
export function useApplyAppearance(): void {
  const { theme, density, language } = useAppearance();
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => setColorScheme(theme === 'system' ? 'auto' : theme), [theme, setColorScheme]);
  useLayoutEffect(() => {
    document.documentElement.dataset['density'] = density;
  }, [density]);
  useEffect(() => {
    const wanted = language === 'system' ? systemLanguage() : language;
    if (i18next.language !== wanted) void changeLanguage(wanted);
  }, [language]);
}

/** @returns a function that switches between light and dark, from whatever shows now */
export function useToggleTheme(): () => void {
  const set = useAppearance((state) => state.set);
  return useCallback(() => {
    const shown = document.documentElement.dataset['mantineColorScheme'];
    set({ theme: shown === 'dark' ? 'light' : 'dark' });
  }, [set]);
}
