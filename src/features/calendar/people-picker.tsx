import { Button, VisuallyHidden } from '@mantine/core';
import { IconChevronDown, IconUser, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../../ui/avatar.tsx';
import type { PickOption } from '../../ui/pick/pick-list.tsx';
import { Picker } from '../../ui/pick/picker.tsx';
import { useWorkspace } from '../../ui/workspace/use-workspace.ts';
import classes from './calendar-toolbar.module.css';
import type { People } from './use-calendar-place.ts';

/** Whose appointments are shown. */
export function PeoplePicker({ value, onChange }: { value: People; onChange: (people: People) => void }) {
  const { t } = useTranslation('calendar');
  const workspace = useWorkspace();
  const others = workspace?.users.filter(({ id, active }) => active === 1 && id !== workspace.me?.id) ?? [];
  const options: readonly PickOption[] = [
    { value: 'mine', label: t('peopleMine'), icon: <IconUser size={16} stroke={1.75} /> },
    { value: 'all', label: t('peopleAll'), icon: <IconUsers size={16} stroke={1.75} /> },
    ...others.map(({ id, name, color }) => ({
      value: id,
      label: name,
      icon: <Avatar name={name} color={color} size={18} decorative />,
    })),
  ];
  const current = options.find((option) => option.value === value) ?? options[0]!;
  return (
    <Picker options={options} value={current.value} label={t('people')} onPick={onChange} position="bottom-end">
      {(toggle) => (
        <Button
          variant="default"
          className={classes.filter}
          leftSection={current.icon}
          rightSection={<IconChevronDown size={14} />}
          onClick={toggle}
        >
          <VisuallyHidden>{t('people')}: </VisuallyHidden>
          {current.label}
        </Button>
      )}
    </Picker>
  );
}
