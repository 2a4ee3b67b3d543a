import { Button, Group, Modal, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeError } from '../../../core/bridge/contract.ts';
import { userCreate } from '../../../core/domain/people/user-create.ts';
import { roles, type Role } from '../../../core/kernel/mutator.ts';
import { useMutate, useSession } from '../../bridge/hooks.ts';
import { newId } from '../../bridge/ids.ts';
import { fieldOfPath } from '../../i18n/field-text.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import classes from './settings.module.css';

/** Takes a person into the organization: name, address, role. */
export function AddPerson({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation(['settings', 'common']);
  return (
    <Modal opened={opened} onClose={onClose} title={t('people.add')}>
      <PersonForm onDone={onClose} />
    </Modal>
  );
}

function PersonForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation(['settings', 'common']);
  const mutate = useMutate();
  const session = useSession();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('rep');
  const [error, setError] = useState<BridgeError>();
  const isWrong = (field: string): boolean => wrongFields(error).has(field);
  const mayMakeOwners = session?.kind === 'signedIn' && session.role === 'owner';
  const save = async (): Promise<void> => {
    const reply = await mutate(userCreate, { id: newId(), name, email, role });
    if (reply.ok) onDone();
    else setError(reply.error);
  };
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {error && <ErrorNotice error={error} />}
      <TextInput
        label={t('people.name')}
        value={name}
        error={isWrong('name')}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <TextInput
        label={t('people.email')}
        type="email"
        value={email}
        error={isWrong('email')}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <Select
        label={t('people.role')}
        value={role}
        allowDeselect={false}
        onChange={(next) => setRole((next ?? 'rep') as Role)}
        data={roles
          .filter((choice) => choice !== 'owner' || mayMakeOwners)
          .map((choice) => ({ value: choice, label: t(`common:role.${choice}`) }))}
      />
      <Group justify="flex-end" gap="xs" mt="xs">
        <Button variant="default" onClick={onDone}>
          {t('common:cancel')}
        </Button>
        <Button type="submit">{t('people.add')}</Button>
      </Group>
    </form>
  );
}

function wrongFields(error: BridgeError | undefined): ReadonlySet<string> {
  const fields = error?.kind === 'domain' ? (error.error.fields ?? []) : [];
  return new Set(fields.map(({ field }) => fieldOfPath(field)));
}
