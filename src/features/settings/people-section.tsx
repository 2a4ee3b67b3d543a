import { Select, Switch, Table, Tooltip } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { userUpdate } from '../../../core/domain/people/user-update.ts';
import { roles, type Role } from '../../../core/kernel/mutator.ts';
import type { Workspace } from '../../../core/queries/workspace.ts';
import { useSession } from '../../bridge/hooks.ts';
import { Person } from '../../ui/avatar.tsx';
import { AddPerson } from './add-person.tsx';
import { AddButton } from './list-section.tsx';
import { SettingsPanel } from './settings-panel.tsx';
import { useSettings, type Settings } from './use-settings.ts';
import classes from './settings.module.css';

/** Who belongs to the organization, and what they may do. */
export function PeopleSection() {
  const { t } = useTranslation('settings');
  const { data, mayEdit, run } = useSettings('people:edit');
  const [adding, setAdding] = useState(false);
  if (!data) return null;
  const people = data.users.toSorted((a, b) => b.active - a.active);
  return (
    <SettingsPanel
      title={t('sections.people')}
      description={t('people.description')}
      mayEdit={mayEdit}
      actions={<AddButton label={t('people.add')} onClick={() => setAdding(true)} />}
    >
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('people.name')}</Table.Th>
            <Table.Th>{t('people.role')}</Table.Th>
            <Table.Th>{t('people.active')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {people.map((user) => (
            <PersonRow key={user.id} user={user} mayEdit={mayEdit} run={run} />
          ))}
        </Table.Tbody>
      </Table>
      <AddPerson opened={adding} onClose={() => setAdding(false)} />
    </SettingsPanel>
  );
}

type PersonRowProps = { user: Workspace['users'][number]; mayEdit: boolean; run: Settings['run'] };

function PersonRow({ user, mayEdit, run }: PersonRowProps) {
  const { t } = useTranslation(['settings', 'common']);
  const session = useSession();
  const isOwner = session?.kind === 'signedIn' && session.role === 'owner';
  // The rule of the domain: only owners make owners and change one.
  const isLocked = !mayEdit || (user.role === 'owner' && !isOwner);
  const reason = mayEdit && isLocked ? t('people.ownerOnly') : '';
  const choices = isOwner || user.role === 'owner' ? roles : roles.filter((role) => role !== 'owner');
  return (
    <Table.Tr data-archived={user.active === 0 || undefined}>
      <Table.Td>
        <Person name={user.name} color={user.color} />
        <div className={classes.email}>{user.email}</div>
      </Table.Td>
      <Table.Td>
        <Tooltip label={reason} disabled={reason === ''}>
          <Select
            w={130}
            aria-label={t('people.roleOf', { name: user.name })}
            value={user.role}
            disabled={isLocked}
            allowDeselect={false}
            data={choices.map((role) => ({ value: role, label: t(`common:role.${role}`) }))}
            onChange={(to) => {
              if (to && to !== user.role)
                void run(userUpdate, { id: user.id, changes: { role: { from: user.role, to: to as Role } } });
            }}
          />
        </Tooltip>
      </Table.Td>
      <Table.Td>
        <Switch
          aria-label={t('people.activeOf', { name: user.name })}
          checked={user.active === 1}
          disabled={isLocked}
          onChange={(event) =>
            void run(userUpdate, {
              id: user.id,
              changes: { active: { from: user.active, to: event.currentTarget.checked ? 1 : 0 } },
            })
          }
        />
      </Table.Td>
    </Table.Tr>
  );
}
