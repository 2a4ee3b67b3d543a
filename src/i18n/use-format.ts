import { useTranslation } from 'react-i18next';
import { useSession } from '../bridge/hooks.ts';
import { formatFor, type Format } from './format.ts';

/** The person's regional variant of the language they chose ("en" on a British system is "en-GB"). */
function localeFor(language: string): string {
  return navigator.languages.find((tag) => tag.toLowerCase().startsWith(language)) ?? language;
}

/** @returns the formats of the chosen language, in the organization's zone */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  const session = useSession();
  return formatFor(localeFor(i18n.language), session?.kind === 'signedIn' ? session.timeZone : undefined);
}
