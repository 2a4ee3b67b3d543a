import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../i18n/use-format.ts';
import { useLead } from '../lead-context.ts';
import type { HistoryWords } from './history-text.ts';

/** @returns what the values in this lead's history are turned into words with */
export function useHistoryWords(): HistoryWords {
  const { t } = useTranslation(['lead', 'common']);
  const format = useFormat();
  const { workspace, detail } = useLead();
  return { t, format, workspace, currency: detail.lead.currency };
}
