import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { activityTypes } from '../../../core/schema/leads.ts';
import { fieldName } from '../../i18n/field-text.ts';
import { sync } from '../../i18n/en/sync.ts';
import { sentenceOf, type Names, type Told } from './sentence.ts';
import { useWords } from './use-words.ts';
import { shortened, valueText } from './value-text.ts';

const known: ReadonlySet<string> = new Set(Object.keys(sync.sentences));

/** More fields than this are counted. */
const toldFields = 3;

/** @returns a function that says what a mutation does, in the current language */
export function useSentences(): (mutation: Told) => string {
  const { t } = useTranslation('sync');
  const names = useNames();
  return (mutation) => {
    const { key, values } = sentenceOf(mutation, names, known);
    return t(`sentences.${key}`, values);
  };
}

function useNames(): Names {
  const { t } = useTranslation('sync');
  const words = useWords();
  return useMemo(() => {
    const { format, common, row } = words;
    const change = (table: string | undefined, field: string, value: unknown): string => {
      const text = shortened(valueText(table, field, value, words));
      return t(text === '' ? 'change.emptied' : 'change.to', { field: fieldName(common, field), value: text });
    };
    return {
      row,
      leadCount: (count) => t('leadCount', { count, number: format.number(count) }),
      changes: (table, values) => {
        const entries = Object.entries(values);
        const told = entries.slice(0, toldFields).map(([field, value]) => change(table, field, value));
        const more = entries.length - told.length;
        return format.list(more > 0 ? [...told, t('change.more', { count: more })] : told);
      },
      activityType: (type) => {
        const known = activityTypes.find((activityType) => activityType === type);
        return known ? common(`activityType.${known}`) : type;
      },
      when: format.dateTime,
      something: t('something'),
    };
  }, [t, words]);
}
