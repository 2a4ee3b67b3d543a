import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LeadFilters } from '../../../core/queries/lead-filters.ts';
import { useSyncStatus } from '../../bridge/hooks.ts';
import { useOverlays } from '../../stores/overlays.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { isFiltering } from '../../ui/filters/filter-query.ts';

/** A list without a lead, and why: filtered out, nothing there, or not on this device yet. */
export function EmptyList({ filters, onClear }: { filters: LeadFilters; onClear: () => void }) {
  const { t } = useTranslation(['leads', 'shell']);
  const status = useSyncStatus();
  const show = useOverlays((state) => state.show);
  const { state = 'active', ...others } = filters;
  if (isFiltering(others)) {
    return (
      <EmptyState
        kind="filtered"
        title={t('empty.filtered')}
        action={
          <Button variant="default" onClick={onClear}>
            {t('filter.clear')}
          </Button>
        }
      >
        {t('empty.filteredText')}
      </EmptyState>
    );
  }
  // Until the first sync is through, what is missing may still be on its way.
  if (status && status.connection !== 'local' && status.lastSyncedAt === null) {
    return (
      <EmptyState kind="not-here" title={t('empty.notHere')}>
        {t('empty.notHereText')}
      </EmptyState>
    );
  }
  if (state === 'archived' || state === 'trashed') {
    return (
      <EmptyState kind="nothing" title={t(`empty.${state}`)}>
        {t(`empty.${state}Text`)}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      kind="nothing"
      title={t('empty.nothing')}
      action={<Button onClick={() => show('quickAdd')}>{t('shell:newLead')}</Button>}
    >
      {t('empty.nothingText')}
    </EmptyState>
  );
}
