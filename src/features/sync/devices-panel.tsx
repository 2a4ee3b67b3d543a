import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceItem } from '../../../core/protocol/devices.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { DeviceEntry } from './device-entry.tsx';
import { useDevices } from './use-devices.ts';
import classes from './devices.module.css';

/** Which devices there are, since when each has not synced, what waits on it; and taking its access away. */
export function DevicesPanel() {
  const { t } = useTranslation('devices');
  const { devices, error, load, revoke } = useDevices();
  const [asking, setAsking] = useState<DeviceItem>();
  const actions = (
    <Button
      variant="default"
      leftSection={<IconRefresh size={15} stroke={1.75} aria-hidden />}
      onClick={() => void load()}
    >
      {t('refresh')}
    </Button>
  );
  return (
    <Panel title={t('title')} description={t('description')} actions={actions} flush>
      {error && (
        <div className={classes.error}>
          <ErrorNotice error={error} onRetry={() => void load()} />
        </div>
      )}
      {devices?.length === 0 && <EmptyState kind="nothing" title={t('none')} />}
      {devices && devices.length > 0 && (
        <ul className={classes.list}>
          {devices.map((device) => (
            <DeviceEntry key={device.id} device={device} onRevoke={() => setAsking(device)} />
          ))}
        </ul>
      )}
      <RevokeDialog device={asking} onConfirm={revoke} onClose={() => setAsking(undefined)} />
    </Panel>
  );
}

function RevokeDialog(props: {
  device: DeviceItem | undefined;
  onConfirm: (device: DeviceItem) => Promise<void>;
  onClose: () => void;
}) {
  const { t } = useTranslation('devices');
  const format = useFormat();
  const { device } = props;
  const pending = device?.pending ?? 0;
  return (
    <ConfirmDialog
      opened={device !== undefined}
      title={t('revokeTitle', { name: device?.name ?? t('unnamed') })}
      confirmLabel={t('revoke')}
      danger
      onConfirm={async () => device && (await props.onConfirm(device))}
      onClose={props.onClose}
    >
      {t('revokeText')} {pending > 0 && t('revokeLost', { count: pending, number: format.number(pending) })}
    </ConfirmDialog>
  );
}
