import type { StoredRow } from '../../../../core/queries/sql-parts.ts';
import { fieldLabel, historyText, type HistoryWords } from '../history/history-text.ts';

/** Puts a concurrent edit into words: which value was kept and which gave way. */
export function conflictText(row: StoredRow<'conflicts'>, words: HistoryWords): string {
  const { t } = words;
  const read = (json: string): string => {
    const value: unknown = JSON.parse(json);
    if (value === null || value === '') return t('history.empty');
    const cell = typeof value === 'object' ? json : String(value);
    const event = row.field === 'assigneeId' ? 'assigned' : 'updated';
    return historyText({ event, field: row.field, fromValue: null, toValue: cell }, words).to ?? t('history.empty');
  };
  return t('timeline.conflict', {
    field: fieldLabel(row.field, t),
    kept: read(row.keptValue),
    other: read(row.otherValue),
  });
}
