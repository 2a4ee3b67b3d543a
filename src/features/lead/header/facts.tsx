import { IconCalendarEvent } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { leadAssign } from '../../../../core/domain/lead/assign.ts';
import { useMutate } from '../../../bridge/hooks.ts';
import { useFormat } from '../../../i18n/use-format.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { Money } from '../../../ui/money.tsx';
import { priorityOptions, userOptions } from '../../../ui/pick/pick-options.tsx';
import { PriorityLabel } from '../../../ui/priority-icon.tsx';
import { InlinePick } from '../details/inline-pick.tsx';
import { useLead } from '../lead-context.ts';
import classes from './lead-header.module.css';

/** What one wants to know at a glance: who, how urgent, how much, and what comes next. */
export function Facts() {
  const { t } = useTranslation(['lead', 'common']);
  const format = useFormat();
  const mutate = useMutate();
  const { detail, workspace, may, save } = useLead();
  const { lead, assignee, nextAppointment } = detail;
  const name = assignee?.name ?? t('common:nobody');
  const assign = async (assigneeId: string | null) => {
    const reply = await mutate(leadAssign, { ids: [lead.id], assigneeId });
    return reply.ok ? undefined : reply.error;
  };
  return (
    <div className={classes.facts}>
      <InlinePick
        label={t('common:leadField.assigneeId')}
        options={userOptions(workspace, t('common:nobody'))}
        value={lead.assigneeId}
        display={
          <span className={classes.fact}>
            <Avatar name={assignee?.name ?? null} color={assignee?.color ?? null} size={18} decorative />
            {name}
          </span>
        }
        editable={may.assign}
        onPick={assign}
        className={classes.chip}
      />
      <InlinePick
        label={t('common:leadField.priority')}
        options={priorityOptions(workspace)}
        value={lead.priority}
        display={<PriorityLabel priority={lead.priority} />}
        editable={may.edit}
        onPick={(priority) => save('priority', lead.priority, priority as string)}
        className={classes.chip}
      />
      {lead.valueMinor !== null && (
        <span className={classes.fact}>
          <Money minor={lead.valueMinor} currency={lead.currency} />
        </span>
      )}
      <span className={classes.fact} data-quiet={nextAppointment === null || undefined}>
        <IconCalendarEvent size={15} stroke={1.75} aria-hidden />
        {nextAppointment ? t('next', { when: format.dateTime(nextAppointment.startAt) }) : t('noNext')}
      </span>
    </div>
  );
}
