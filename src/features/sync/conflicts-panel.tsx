import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../../../core/bridge/contract.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Panel } from '../../ui/panel.tsx';

/** Values that lost to a concurrent edit, until a person has decided. */
export function ConflictsPanel({ status }: { status: SyncStatus }) {
  const { t } = useTranslation('sync');
  const format = useFormat();
  const count = status.conflicts;
  if (count === 0) return <EmptyState kind="nothing" title={t('conflicts.none')} />;
  return <Panel title={t('conflicts.title')}>{t('conflicts.text', { count, number: format.number(count) })}</Panel>;
}
