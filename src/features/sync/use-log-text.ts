import { useTranslation } from 'react-i18next';
import type { SyncLogEntry } from '../../../core/bridge/sync-centre.ts';
import { errors } from '../../i18n/en/errors.ts';
import { sync } from '../../i18n/en/sync.ts';
import { useFormat } from '../../i18n/use-format.ts';

/** @returns a function that says what an entry of the log tells, in the current language */
export function useLogText(): (entry: SyncLogEntry) => string {
  const { t } = useTranslation('sync');
  const domain = useTranslation('errors');
  const format = useFormat();
  const number = (value: number | string | undefined): string => format.number(Number(value ?? 0));
  const reasonOf = ({ code, state }: SyncLogEntry['details']): string => {
    if (state === 'trashed') return t('rejected.inTrash.title');
    return String(code) in errors.domain
      ? domain.t(`domain.${code as keyof typeof errors.domain}.title`)
      : String(code);
  };
  const sentence = ({ kind, details }: SyncLogEntry): string => {
    const { changes, rows, deleted, left, added, refused, known } = details;
    const values = {
      ...{ changes: number(changes), rows: number(rows), deleted: number(deleted), left: number(left) },
      ...{ added: number(added), refused: number(refused), known: number(known) },
    };
    switch (kind) {
      case 'pushed':
        return t('log.pushed', { ...values, count: Number(changes) });
      case 'refused':
        return t('log.refused', { ...values, count: Number(changes), reason: reasonOf(details) });
      case 'pulled':
        return pulled(details);
      case 'firstSync':
        return t(details['continued'] ? 'log.firstSyncContinued' : 'log.firstSync', values);
      case 'repaired':
        return details['reason'] === undefined
          ? t('log.mended', compared(details))
          : t('log.repaired', { reason: textFor('reasons', String(details['reason'])) });
      case 'audited':
        return t('log.audited', compared(details));
      case 'failed':
        return failed(details);
      case 'wiped':
        return wiped(details);
      default:
        return t(`log.${kind}`, { ...values, count: Number(changes) });
    }
  };
  const compared = ({ checked, repaired }: SyncLogEntry['details']): { checked: string; repaired: string } => ({
    checked: number(checked),
    repaired: number(repaired),
  });
  const pulled = ({ rows, deleted, left }: SyncLogEntry['details']): string => {
    const parts = (['rows', 'deleted', 'left'] as const).map((what) => {
      const count = Number({ rows, deleted, left }[what] ?? 0);
      return count > 0 ? t(`log.received.${what}`, { count, number: number(count) }) : '';
    });
    const told = parts.filter((part) => part !== '');
    return told.length === 0 ? t('log.nothingNew') : t('log.pulled', { what: format.list(told) });
  };
  const wiped = ({ wipedAt, changes }: SyncLogEntry['details']): string =>
    t(Number(changes) === 0 ? 'log.wiped' : 'log.wipedUnsent', {
      when: format.dateTime(Number(wipedAt)),
      count: Number(changes),
      changes: number(changes),
    });
  const textFor = (part: 'reasons' | 'why', key: string): string =>
    key in sync.log[part] ? t(`log.${part}.${key}` as 'log.why.timeout') : key;
  const failed = (details: SyncLogEntry['details']): string => {
    const of = textFor('why', String(details['why']));
    const status =
      details['status'] === undefined ? '' : ` (${[details['status'], details['code']].filter(Boolean).join(' ')})`;
    return t('log.failed', { what: t(`log.what.${String(details['of'])}` as 'log.what.pull'), why: of + status });
  };
  return (entry) => {
    const text = sentence(entry);
    if (entry.times === 1) return text;
    return t('log.repeated', {
      text,
      count: entry.times,
      number: number(entry.times),
      since: format.dateTime(entry.since),
    });
  };
}
