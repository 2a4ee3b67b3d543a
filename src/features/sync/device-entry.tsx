import { Badge, Button } from '@mantine/core';
import { IconDeviceLaptop, IconDeviceLaptopOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DeviceItem } from '../../../core/protocol/devices.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { RelativeTime, useNow } from '../../ui/date-text.tsx';
import classes from './devices.module.css';

/** A device that has been away for longer than this stands out. Milliseconds. */
const quietMs = 7 * 86_400_000;

/** One device: whose it is, when it was last here, what waits on it. */
export function DeviceEntry({ device, onRevoke }: { device: DeviceItem; onRevoke: () => void }) {
  const { t } = useTranslation('devices');
  const isRevoked = device.revokedAt !== null;
  const Icon = isRevoked ? IconDeviceLaptopOff : IconDeviceLaptop;
  const name = device.name ?? t('unnamed');
  const about = [device.platform, device.appVersion && t('version', { version: device.appVersion })].filter(Boolean);
  return (
    <li className={classes.entry} data-revoked={isRevoked || undefined}>
      <Icon size={20} stroke={1.5} className={classes.icon} aria-hidden />
      <div className={classes.who}>
        <p className={classes.name}>
          <span className={classes.cut}>{name}</span>
          {device.isCurrent && (
            <Badge size="sm" variant="light" className={classes.badge ?? ''}>
              {t('thisDevice')}
            </Badge>
          )}
        </p>
        <p className={classes.about}>{[device.userName, ...about].join(' · ')}</p>
      </div>
      <div className={classes.state}>
        <Seen device={device} />
        <Waiting device={device} />
      </div>
      <div className={classes.action}>
        {device.mayRevoke && !device.isCurrent && !isRevoked && (
          <Button variant="default" size="compact-sm" onClick={onRevoke} aria-label={t('revokeNamed', { name })}>
            {t('revoke')}
          </Button>
        )}
      </div>
    </li>
  );
}

function Seen({ device }: { device: DeviceItem }) {
  const { t } = useTranslation('devices');
  const now = useNow();
  const at = Date.parse(device.lastSeenAt);
  if (device.revokedAt !== null) {
    const toldAt = device.toldAt === null ? null : Date.parse(device.toldAt);
    return (
      <p className={classes.revoked}>
        {t(toldAt === null ? 'revoked' : 'told')} <RelativeTime at={toldAt ?? Date.parse(device.revokedAt)} />
      </p>
    );
  }
  return (
    <p data-quiet={now - at > quietMs || undefined} className={classes.seen}>
      {t('seen')} <RelativeTime at={at} />
    </p>
  );
}

function Waiting({ device: { pending, oldestPendingAt, revokedAt } }: { device: DeviceItem }) {
  const { t } = useTranslation('devices');
  const format = useFormat();
  if (revokedAt !== null) return null;
  if (pending === null) return <p className={classes.about}>{t('unknownWaits')}</p>;
  if (pending === 0) return <p className={classes.about}>{t('nothingWaits')}</p>;
  const since =
    oldestPendingAt === null ? '' : `, ${t('waitingSince', { when: format.date(Date.parse(oldestPendingAt)) })}`;
  return (
    <p className={classes.waiting}>
      {t('waiting', { count: pending, number: format.number(pending) })}
      {since}
    </p>
  );
}
