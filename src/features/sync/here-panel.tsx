import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useState, type ReactNode } from 'react';
import type { SyncStatus } from '../../../core/bridge/contract.ts';
import type { SyncDetails } from '../../../core/bridge/sync-centre.ts';
import { hrefTo } from '../../app/router.ts';
import { useBridge, useSession } from '../../bridge/hooks.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { RelativeTime, useNow } from '../../ui/date-text.tsx';
import { Panel } from '../../ui/panel.tsx';
import classes from './sync.module.css';

/** Tables that a person knows by these names; the others are counted together. */
const namedTables = ['leads', 'contacts', 'accounts', 'opportunities', 'notes', 'appointments', 'activities'] as const;

/** Figures: last sync, what waits, the next try, what is on this device. */
export function HerePanel({ status, details }: { status: SyncStatus; details: SyncDetails | undefined }) {
  const { t } = useTranslation('sync');
  const session = useSession();
  return (
    <Panel title={t('here.title')}>
      <dl className={classes.facts}>
        <Fact name={t('here.lastSync')}>
          {status.lastSyncedAt === null ? t('here.never') : <RelativeTime at={status.lastSyncedAt} />}
        </Fact>
        <Fact name={t('here.nextTry')}>
          <NextTry status={status} details={details} />
        </Fact>
        <Fact name={t('here.waiting')}>
          <a href={hrefTo({ name: 'sync', id: 'pending' })}>{t('here.changes', { count: status.pending })}</a>
        </Fact>
        <Fact name={t('here.oldest')}>
          {details?.oldestUnsentAt ? <RelativeTime at={details.oldestUnsentAt} /> : t('here.none')}
        </Fact>
        {session?.kind === 'signedIn' && session.serverUrl !== null && (
          <Fact name={t('here.server')}>{session.serverUrl}</Fact>
        )}
        {status.connection !== 'local' && <Comparison lastAudit={status.lastAudit} />}
        {details && <Rows rows={details.rows} />}
      </dl>
    </Panel>
  );
}

function NextTry({ status, details }: { status: SyncStatus; details: SyncDetails | undefined }) {
  const { t } = useTranslation('sync');
  const now = useNow();
  if (status.connection === 'syncing') return t('here.now');
  if (details?.nextTryAt && details.nextTryAt - now < 60_000) return t('here.inAMoment');
  return details?.nextTryAt ? <RelativeTime at={details.nextTryAt} /> : t('here.whenAsked');
}

/** SYNC-7 in words: whether this device holds what the server holds. */
function Comparison({ lastAudit: audit }: { lastAudit: SyncStatus['lastAudit'] }) {
  const { t } = useTranslation('sync');
  const bridge = useBridge();
  const last = audit?.at ?? null;
  /** The comparison that was the last one when this one was asked for. */
  const [askedAfter, setAskedAfter] = useState<number | null>();
  const asked = askedAfter === last;
  const compare = async (): Promise<void> => {
    const reply = await bridge.call('sync.audit', {});
    if (reply.ok) setAskedAfter(last);
  };
  return (
    <Fact name={t('here.compared')}>
      {audit ? <RelativeTime at={audit.at} /> : t('here.never')}
      <span className={classes.rows}>
        {audit && t(audit.repaired > 0 ? 'here.putRight' : 'here.allRight', { count: audit.repaired })}{' '}
        <Anchor component="button" type="button" size="xs" onClick={() => void compare()} disabled={asked}>
          {t(asked ? 'here.comparing' : 'here.compare')}
        </Anchor>
      </span>
    </Fact>
  );
}

function Rows({ rows }: { rows: SyncDetails['rows'] }) {
  const { t } = useTranslation('sync');
  const format = useFormat();
  const total = Object.values(rows).reduce((sum, count) => sum + count, 0);
  const named = namedTables.filter((table) => rows[table]);
  return (
    <Fact name={t('here.rows')}>
      {format.number(total)}
      {named.length > 0 && (
        <span className={classes.rows}>
          {format.list(
            named.map((table) =>
              t(`here.tables.${table}`, { count: rows[table]!, number: format.number(rows[table]!) }),
            ),
          )}
        </span>
      )}
    </Fact>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
