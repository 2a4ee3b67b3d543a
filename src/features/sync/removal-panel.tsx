import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HeldRemoval, MethodParams, SyncStatus } from '../../../core/bridge/contract.ts';
import { useBridge } from '../../bridge/hooks.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { notifyError } from '../../ui/notify.ts';
import { countsByKind } from './removal-counts.ts';
import classes from './devices.module.css';

type Choice = MethodParams<'sync.decideRemoval'>['choice'];

export type HeldRemovalState = { readonly held: HeldRemoval; readonly decide: (choice: Choice) => Promise<void> };

/** @returns what the server wants to remove from this device (SYNC-9) while a person has to decide; undefined otherwise */
export function useHeldRemoval(status: SyncStatus): HeldRemovalState | undefined {
  const bridge = useBridge();
  const [held, setHeld] = useState<HeldRemoval>();
  const isHeld = status.problem?.code === 'REMOVAL_HELD';
  useEffect(() => {
    if (isHeld)
      void bridge.call('sync.heldRemoval', {}).then((reply) => setHeld((reply.ok && reply.value) || undefined));
  }, [bridge, isHeld, status]);
  const decide = async (choice: Choice): Promise<void> => {
    const reply = await bridge.call('sync.decideRemoval', { choice });
    if (!reply.ok) return notifyError(reply.error);
    const now = await bridge.call('sync.heldRemoval', {});
    setHeld((now.ok && now.value) || undefined);
  };
  return isHeld && held ? { held, decide } : undefined;
}

/** What the server wants to remove, and the person's choices. */
export function RemovalPanel({ held, decide }: HeldRemovalState) {
  const { t } = useTranslation('devices');
  const format = useFormat();
  const [confirming, setConfirming] = useState(false);
  const counts = countsByKind(held.tables);
  const numbers = { removed: format.number(held.removed), held: format.number(held.held) };
  return (
    <section className={classes.removal} aria-labelledby="held-removal">
      <h2 id="held-removal">{t(counts.length > 0 ? 'removal.title' : 'removal.titleUnknown', numbers)}</h2>
      <p>{t(held.decision === 'keep' ? 'removal.kept' : 'removal.text')}</p>
      {counts.length > 0 && (
        <dl className={classes.tables}>
          {counts.map(({ kind, rows }) => (
            <div key={kind}>
              <dt>{t(`tables.${kind}`)}</dt>
              <dd>{format.number(rows)}</dd>
            </div>
          ))}
        </dl>
      )}
      <div className={classes.choices}>
        {held.decision === 'ask' && <Button onClick={() => void decide('keep')}>{t('removal.keep')}</Button>}
        <Button variant="default" onClick={() => void decide('askAgain')}>
          {t('removal.askAgain')}
        </Button>
        <Button variant="default" onClick={() => setConfirming(true)}>
          {t('removal.apply')}
        </Button>
      </div>
      <ConfirmDialog
        opened={confirming}
        title={t('removal.applyTitle', numbers)}
        confirmLabel={t('removal.apply')}
        danger
        onConfirm={() => decide('apply')}
        onClose={() => setConfirming(false)}
      >
        {t('removal.applyText')}
      </ConfirmDialog>
    </section>
  );
}
