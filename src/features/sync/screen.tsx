import { Button } from '@mantine/core';
import { IconDownload, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useBridge, useSyncStatus } from '../../bridge/hooks.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Page, PageHeader } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { exportOutbox } from './export-outbox.ts';
import { PendingPanel } from './pending-panel.tsx';
import { RejectedPanel } from './rejected-panel.tsx';
import { StatusPanel } from './status-panel.tsx';
import { useOutbox } from './use-outbox.ts';
import classes from './sync.module.css';

/** The index of truth about sync: status, what was refused, what waits. */
export function Screen() {
  const { t } = useTranslation('sync');
  const bridge = useBridge();
  const status = useSyncStatus();
  const { entries = [], error } = useOutbox();
  if (!status) return null;
  const isLocal = status.connection === 'local';
  const rejected = entries.filter((entry) => entry.state === 'rejected');
  const actions = !isLocal && (
    <>
      {entries.length > 0 && (
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconDownload size={15} stroke={1.75} aria-hidden />}
          onClick={() => exportOutbox(entries, Date.now())}
        >
          {t('exportOutbox')}
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<IconRefresh size={15} stroke={1.75} aria-hidden />}
        onClick={() => void bridge.call('sync.now', { reason: 'person' })}
        disabled={status.connection === 'syncing'}
      >
        {t('syncNow')}
      </Button>
    </>
  );
  return (
    <Page header={<PageHeader title={t('title')} actions={actions} />}>
      <div className={classes.column}>
        <StatusPanel status={status} />
        {error && <ErrorNotice error={error} />}
        {rejected.length > 0 && <RejectedPanel entries={rejected} />}
        {status.conflicts > 0 && <Conflicts count={status.conflicts} />}
        {!isLocal && <PendingPanel entries={entries.filter((entry) => entry.state !== 'rejected')} />}
      </div>
    </Page>
  );
}

function Conflicts({ count }: { count: number }) {
  const { t } = useTranslation('sync');
  const format = useFormat();
  return <Panel title={t('conflicts.title')}>{t('conflicts.text', { count, number: format.number(count) })}</Panel>;
}
