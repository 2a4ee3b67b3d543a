import { ActionIcon, Select, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { teamAddMember, teamRemoveMember } from '../../../core/domain/people/team-members.ts';
import type { Workspace } from '../../../core/queries/workspace.ts';
import { Person } from '../../ui/avatar.tsx';
import type { Settings } from './use-settings.ts';
import classes from './settings.module.css';

const memberRoles = ['manager', 'member'] as const;
type MemberRole = (typeof memberRoles)[number];

type Props = { team: Workspace['teams'][number]; data: Workspace; mayEdit: boolean; run: Settings['run'] };

/** The people of a team with their role in it. */
export function TeamMembers({ team, data, mayEdit, run }: Props) {
  const { t } = useTranslation('settings');
  const members = data.teamMembers.filter((member) => member.teamId === team.id);
  const memberIds = new Set(members.map((member) => member.userId));
  const others = data.users.filter((user) => user.active === 1 && !memberIds.has(user.id));
  return (
    <>
      <ul className={classes.members} aria-label={t('teams.members')}>
        {data.users
          .filter((user) => memberIds.has(user.id))
          .map((user) => (
            <li key={user.id} className={classes.member}>
              <Person name={user.name} color={user.color} />
              <Select
                className={classes.memberRole}
                w={120}
                variant="unstyled"
                aria-label={t('teams.memberRole', { name: user.name })}
                data={memberRoles.map((role) => ({ value: role, label: t(`teams.roles.${role}`) }))}
                value={members.find((member) => member.userId === user.id)?.role ?? 'member'}
                disabled={!mayEdit}
                allowDeselect={false}
                onChange={(role) =>
                  void run(teamAddMember, { teamId: team.id, userId: user.id, role: (role ?? 'member') as MemberRole })
                }
              />
              {mayEdit && (
                <Tooltip label={t('teams.removeMember', { name: user.name })}>
                  <ActionIcon
                    aria-label={t('teams.removeMember', { name: user.name })}
                    onClick={() => void run(teamRemoveMember, { teamId: team.id, userId: user.id })}
                  >
                    <IconX size={14} stroke={1.75} aria-hidden />
                  </ActionIcon>
                </Tooltip>
              )}
            </li>
          ))}
      </ul>
      {memberIds.size === 0 && <p className={classes.noMembers}>{t('teams.noMembers')}</p>}
      {mayEdit && others.length > 0 && (
        <Select
          className={classes.addMember}
          w={220}
          aria-label={t('teams.addMember')}
          placeholder={t('teams.addMember')}
          searchable
          value={null}
          data={others.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(userId) => {
            if (userId) void run(teamAddMember, { teamId: team.id, userId });
          }}
        />
      )}
    </>
  );
}
