import { Button, Tabs } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../../../core/bridge/contract.ts';
import { navigate, useRoute } from '../../app/router.ts';
import { useBridge, useSyncStatus } from '../../bridge/hooks.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { Page, PageHeader } from '../../ui/page.tsx';
import { ConflictsPanel } from './conflicts-panel.tsx';
import { LogPanel } from './log-panel.tsx';
import { DevicesPanel } from './devices-panel.tsx';
import { OverviewPanel } from './overview-panel.tsx';
import { PendingPanel } from './pending-panel.tsx';
import { RejectedPanel } from './rejected-panel.tsx';
import { sectionNamed, sections, type Section } from './section.ts';
import classes from './sync.module.css';

/** What each part shows; a part brings its own column or its own scrolling. */
const panels: Record<Section, ComponentType<{ status: SyncStatus }>> = {
  overview: OverviewPanel,
  pending: PendingPanel,
  rejected: RejectedPanel,
  conflicts: ConflictsPanel,
  log: LogPanel,
  devices: DevicesPanel,
};

/** The index of truth about sync: whether work is safe, where it is, what needs the person. */
export function Screen() {
  const { t } = useTranslation('sync');
  const bridge = useBridge();
  const status = useSyncStatus();
  const route = useRoute();
  if (!status) return null;
  const isLocal = status.connection === 'local';
  const section = isLocal ? 'overview' : sectionNamed(route.id);
  const Panel = panels[section];
  const actions = !isLocal && (
    <Button
      variant="default"
      leftSection={<IconRefresh size={15} stroke={1.75} aria-hidden />}
      onClick={() => void bridge.call('sync.now', { reason: 'person' })}
      disabled={status.connection === 'syncing'}
    >
      {t('syncNow')}
    </Button>
  );
  return (
    <Page header={<PageHeader title={t('title')} actions={actions} />} fill>
      <Tabs
        value={section}
        onChange={(name) => name && navigate({ name: 'sync', id: name })}
        keepMounted={false}
        className={classes.tabs ?? ''}
      >
        {!isLocal && <SectionTabs status={status} />}
        <Tabs.Panel value={section} className={classes.panel ?? ''} tabIndex={0}>
          <div className={classes.column}>
            <Panel status={status} />
          </div>
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function SectionTabs({ status }: { status: SyncStatus }) {
  const { t } = useTranslation('sync');
  const format = useFormat();
  const counts: Partial<Record<Section, number>> = {
    pending: status.pending,
    rejected: status.rejected,
    conflicts: status.conflicts,
  };
  return (
    <Tabs.List className={classes.tabList ?? ''} aria-label={t('sections.label')}>
      {sections.map((name) => (
        <Tabs.Tab
          key={name}
          value={name}
          rightSection={
            counts[name] ? (
              <span className={classes.tabCount} data-attention={name !== 'pending' || undefined}>
                {format.number(counts[name])}
              </span>
            ) : undefined
          }
        >
          {t(`sections.${name}`)}
        </Tabs.Tab>
      ))}
    </Tabs.List>
  );
}
