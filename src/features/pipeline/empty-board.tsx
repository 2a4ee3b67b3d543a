import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSyncStatus } from '../../bridge/hooks.ts';
import { useOverlays } from '../../stores/overlays.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { WorkspacePipeline } from '../../ui/workspace/use-workspace.ts';

/** A board without a card, and why: nothing there, everything filtered out, or not on this device yet. */
export function EmptyBoard(props: { module: WorkspacePipeline['module']; isFiltering: boolean; onClear: () => void }) {
  const { t } = useTranslation(['pipeline', 'common', 'shell']);
  const status = useSyncStatus();
  const show = useOverlays((state) => state.show);
  if (props.isFiltering) {
    return (
      <EmptyState
        kind="filtered"
        title={t('empty.filtered')}
        action={
          <Button variant="default" onClick={props.onClear}>
            {t('empty.clear')}
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
  return (
    <EmptyState
      kind="nothing"
      title={t(`empty.${props.module}`)}
      action={props.module === 'leads' && <Button onClick={() => show('quickAdd')}>{t('shell:newLead')}</Button>}
    >
      {t(`empty.${props.module}Text`)}
    </EmptyState>
  );
}
