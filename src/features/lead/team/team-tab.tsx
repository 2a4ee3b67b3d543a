import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconUserPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { leadAddMember } from '../../../../core/domain/lead/add-member.ts';
import { leadRemoveMember } from '../../../../core/domain/lead/remove-member.ts';
import type { LeadMember } from '../../../../core/queries/lead-detail.ts';
import { useMutate } from '../../../bridge/hooks.ts';
import { newId } from '../../../bridge/ids.ts';
import { useFormat } from '../../../i18n/use-format.ts';
import { Avatar, Person } from '../../../ui/avatar.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { useOfferUndo } from '../../../ui/notify-undo.tsx';
import { notifyError } from '../../../ui/notify.ts';
import { Picker } from '../../../ui/pick/picker.tsx';
import { InlineText } from '../details/inline-text.tsx';
import { useLead } from '../lead-context.ts';
import classes from './team.module.css';

/** Who works on the lead besides its assignee, and as what. */
export function TeamTab() {
  const { t } = useTranslation('lead');
  const { detail, may } = useLead();
  const { members, assignee } = detail;
  const add = may.assign && <AddMember />;
  if (members.length === 0) {
    return (
      <EmptyState kind="nothing" title={t('team.nothing')} action={add}>
        {t('team.nothingText')}
      </EmptyState>
    );
  }
  return (
    <div className={classes.tab}>
      <ul className={classes.list}>
        {assignee && (
          <li className={classes.member}>
            <Person name={assignee.name} color={assignee.color} />
            <span className={classes.assignee}>{t('team.assignee')}</span>
          </li>
        )}
        {members.map((member) => (
          <Member key={member.id} member={member} />
        ))}
      </ul>
      {add}
    </div>
  );
}

function Member({ member }: { member: LeadMember }) {
  const { t } = useTranslation(['lead', 'common']);
  const format = useFormat();
  const mutate = useMutate();
  const offerUndo = useOfferUndo();
  const { workspace, may } = useLead();
  const { leadId, userId, role } = member;
  const name = member.name ?? t('common:unknown');
  const remove = async (): Promise<void> => {
    const action = newId();
    const reply = await mutate(leadRemoveMember, { leadId, userId }, action);
    if (!reply.ok) {
      notifyError(reply.error);
      return;
    }
    offerUndo(t('done.memberRemoved', { name }), action);
  };
  const rename = async (text: string) => {
    const reply = await mutate(leadAddMember, { leadId, userId, role: text });
    return reply.ok ? undefined : reply.error;
  };
  return (
    <li className={classes.member}>
      <Person name={name} color={workspace.userById.get(userId)?.color ?? null} />
      <InlineText field="role" label={t('team.roleOf', { name })} value={role} editable={may.assign} onSave={rename} />
      <span className={classes.since}>{t('team.since', { when: format.date(member.createdAt) })}</span>
      {may.assign && (
        <Tooltip label={t('team.remove', { name })}>
          <ActionIcon aria-label={t('team.remove', { name })} onClick={() => void remove()}>
            <IconX size={14} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      )}
    </li>
  );
}

function AddMember() {
  const { t } = useTranslation('lead');
  const mutate = useMutate();
  const { detail, workspace } = useLead();
  const taken = new Set(detail.members.map(({ userId }) => userId));
  const options = workspace.users
    .filter(({ id, active }) => active === 1 && !taken.has(id) && id !== detail.lead.assigneeId)
    .map(({ id, name, color }) => ({
      value: id,
      label: name,
      icon: <Avatar name={name} color={color} size={18} decorative />,
    }));
  const add = async (userId: string): Promise<void> => {
    const reply = await mutate(leadAddMember, { leadId: detail.lead.id, userId });
    if (!reply.ok) notifyError(reply.error);
  };
  return (
    <Picker options={options} label={t('team.add')} onPick={(id) => void add(id)}>
      {(toggle) => (
        <Button
          variant="default"
          leftSection={<IconUserPlus size={16} stroke={1.75} />}
          disabled={options.length === 0}
          onClick={toggle}
        >
          {options.length === 0 ? t('team.everyone') : t('team.add')}
        </Button>
      )}
    </Picker>
  );
}
