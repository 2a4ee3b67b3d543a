import i18next, { dir, use as addPlugin } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { de, en } from './resources.ts';

export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/** @returns the language the system asks for, English where we have no translation */
export function systemLanguage(): Language {
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase());
  return languages.find((language) => wanted[0] === language) ?? 'en';
}

/** Prepares i18next; texts are bundled, so nothing is loaded and nothing suspends. */
export async function setUpTranslations(language: Language): Promise<void> {
  document.documentElement.lang = language;
  i18next.on('languageChanged', (next) => {
    document.documentElement.lang = next;
    document.documentElement.dir = dir(next);
  });
  await addPlugin(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'common',
    resources: { en, de },
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
}
