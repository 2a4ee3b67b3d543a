import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeError, BridgeReply } from '../../../core/bridge/contract.ts';
import type { DeviceItem } from '../../../core/protocol/devices.ts';
import { useBridge } from '../../bridge/hooks.ts';
import { notifyDone, notifyError } from '../../ui/notify.ts';

/** The devices as the server lists them. Without a network there are none to show, and the error says so. */
export function useDevices(): {
  readonly devices: readonly DeviceItem[] | undefined;
  readonly error: BridgeError | undefined;
  readonly load: () => Promise<void>;
  readonly revoke: (device: DeviceItem) => Promise<void>;
} {
  const { t } = useTranslation('devices');
  const bridge = useBridge();
  const [devices, setDevices] = useState<readonly DeviceItem[]>();
  const [error, setError] = useState<BridgeError>();
  const show = useCallback((reply: BridgeReply<readonly DeviceItem[]>): void => {
    setError(reply.ok ? undefined : reply.error);
    if (reply.ok) setDevices(reply.value);
  }, []);
  const load = async (): Promise<void> => show(await bridge.call('devices.list', {}));
  useEffect(() => void bridge.call('devices.list', {}).then(show), [bridge, show]);
  const revoke = async (device: DeviceItem): Promise<void> => {
    const reply = await bridge.call('devices.revoke', { id: device.id });
    if (reply.ok) notifyDone(t('revokeDone', { name: device.name ?? t('unnamed') }));
    else notifyError(reply.error);
    await load();
  };
  return { devices, error, load, revoke };
}
