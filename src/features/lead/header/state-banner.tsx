import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { navigate, openLead } from '../../../app/router.ts';
import { useLead } from '../lead-context.ts';
import classes from './lead-header.module.css';
import type { LeadActions } from './use-lead-actions.tsx';

/** Says what is unusual about the lead, and offers what to do about it. */
export function StateBanner({ actions }: { actions: LeadActions }) {
  const { t } = useTranslation('lead');
  const { detail, may } = useLead();
  const { state, status, disqualifiedReason, duplicateOfId } = detail.lead;
  return (
    <>
      {state !== 'active' && (
        <Banner tone="warn" action={t('actions.restore')} onAction={() => void actions.restore()}>
          {t(`banner.${state}`)}
        </Banner>
      )}
      {status === 'disqualified' && (
        <Banner tone="quiet" action={may.edit ? t('actions.reopen') : undefined} onAction={() => void actions.reopen()}>
          {t('banner.disqualified', { reason: disqualifiedReason ?? '' })}
        </Banner>
      )}
      {status === 'converted' && <Banner tone="quiet">{t('banner.converted')}</Banner>}
      {duplicateOfId !== null && (
        <Banner tone="quiet" action={t('duplicateOpen')} onAction={() => openLead(duplicateOfId)}>
          {t('duplicate')}
        </Banner>
      )}
      {detail.counts.conflicts > 0 && (
        <Banner tone="warn" action={t('conflictsOpen')} onAction={() => navigate({ name: 'sync' })}>
          {t('conflicts', { count: detail.counts.conflicts })}
        </Banner>
      )}
    </>
  );
}

function Banner(props: {
  tone: 'warn' | 'quiet';
  children: ReactNode;
  action?: string | undefined;
  onAction?: () => void;
}) {
  return (
    <div className={classes.banner} data-tone={props.tone} role="note">
      <span>{props.children}</span>
      {props.action && (
        <Button variant="subtle" size="compact-sm" onClick={props.onAction}>
          {props.action}
        </Button>
      )}
    </div>
  );
}
