import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconArrowsMaximize, IconCalendarPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { closeLead, navigate, useRoute } from '../../../app/router.ts';
import { useMoveLeads } from '../../../ui/lead-commands/use-move-leads.tsx';
import { useLead } from '../lead-context.ts';
import { ActionsMenu } from './actions-menu.tsx';
import { DisqualifyDialog } from './disqualify-dialog.tsx';
import { Facts } from './facts.tsx';
import { LeadPhoto } from './lead-photo.tsx';
import classes from './lead-header.module.css';
import { StagePath } from './stage-path.tsx';
import { StateBanner } from './state-banner.tsx';
import { useLeadActions } from './use-lead-actions.tsx';

/** Name, stage and the facts one looks for first; what can be done with the whole lead. */
export function LeadHeader({ onBook }: { onBook: () => void }) {
  const { t } = useTranslation(['lead', 'common']);
  const { detail, may } = useLead();
  const { lead } = detail;
  const route = useRoute();
  const actions = useLeadActions();
  const { move, dialog } = useMoveLeads();
  const [isDisqualifying, setDisqualifying] = useState(false);
  const name = detail.name === '' ? t('common:unnamedLead') : detail.name;
  const subtitle = [lead.title, lead.company === detail.name ? null : lead.company].filter(Boolean).join(', ');
  const isBeside = route.name !== 'lead';
  return (
    <header className={classes.header}>
      <div className={classes.top}>
        <LeadPhoto name={name} />
        <h1 className={classes.name}>{name}</h1>
        {subtitle !== '' && <span className={classes.subtitle}>{subtitle}</span>}
        <div className={classes.actions}>
          {may.book && (
            <Button
              variant="default"
              leftSection={<IconCalendarPlus size={16} stroke={1.75} />}
              onClick={onBook}
              aria-label={t('bookHint')}
            >
              {t('book')}
            </Button>
          )}
          <ActionsMenu actions={actions} onDisqualify={() => setDisqualifying(true)} />
          {isBeside && (
            <Tooltip label={t('openWide')}>
              <ActionIcon aria-label={t('openWide')} onClick={() => navigate({ name: 'lead', id: lead.id })}>
                <IconArrowsMaximize size={15} stroke={1.75} />
              </ActionIcon>
            </Tooltip>
          )}
          <Tooltip label={t('close')}>
            <ActionIcon aria-label={t('close')} onClick={closeLead}>
              <IconX size={16} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        </div>
      </div>
      <Facts />
      <StagePath onMove={(stageId) => void move([{ id: lead.id, name, fromStageId: lead.stageId }], stageId)} />
      <StateBanner actions={actions} />
      {dialog}
      {isDisqualifying && (
        <DisqualifyDialog leadName={name} onSubmit={actions.disqualify} onClose={() => setDisqualifying(false)} />
      )}
    </header>
  );
}
