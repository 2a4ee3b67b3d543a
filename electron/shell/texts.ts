import { createInstance } from 'i18next';
import { de } from './texts-de.ts';
import { en } from './texts-en.ts';

type Paths<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Prefix}${K}` : Paths<T[K], `${Prefix}${K}.`>;
}[keyof T & string];

/** Names of everything that the shell says. */
export type TextKey = Paths<typeof en>;

/** @returns the text in the person's language */
export type Translate = (key: TextKey) => string;

/** @param locale of the system, e.g. `de-AT`; English where there is no translation */
export async function translator(locale: string): Promise<Translate> {
  const i18n = createInstance();
  await i18n.init({
    lng: locale,
    fallbackLng: 'en',
    resources: { en: { translation: en }, de: { translation: de } },
    interpolation: { escapeValue: false },
  });
  return (key) => i18n.t(key);
}
