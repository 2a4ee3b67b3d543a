import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { StatusLabel, statusOrder, type AppointmentStatus } from '../../ui/appointment/status.tsx';
import classes from './calendar-toolbar.module.css';

type Props = {
  readonly hidden: readonly AppointmentStatus[];
  readonly onChange: (hidden: readonly AppointmentStatus[]) => void;
};

/**
 * The legend of the colours, which is also the filter: a status that is switched off is hidden.
 * On narrow windows it is a menu.
 */
export function StatusFilter({ hidden, onChange }: Props) {
  const toggle = (status: AppointmentStatus): void =>
    onChange(hidden.includes(status) ? hidden.filter((other) => other !== status) : [...hidden, status]);
  return (
    <>
      <StatusLegend hidden={hidden} onToggle={toggle} />
      <StatusMenu hidden={hidden} onToggle={toggle} />
    </>
  );
}

type ToggleProps = { readonly hidden: Props['hidden']; readonly onToggle: (status: AppointmentStatus) => void };

function StatusLegend({ hidden, onToggle }: ToggleProps) {
  const { t } = useTranslation('calendar');
  return (
    <div className={classes.statuses} role="group" aria-label={t('statuses')}>
      {statusOrder.map((status) => (
        <button
          key={status}
          type="button"
          className={classes.status}
          aria-pressed={!hidden.includes(status)}
          onClick={() => onToggle(status)}
        >
          <StatusLabel status={status} />
        </button>
      ))}
    </div>
  );
}

function StatusMenu({ hidden, onToggle }: ToggleProps) {
  const { t } = useTranslation('calendar');
  return (
    <div className={classes.statusMenu}>
      <Menu closeOnItemClick={false}>
        <Menu.Target>
          <Button variant="default" className={classes.filter} rightSection={<IconChevronDown size={14} />}>
            {hidden.length > 0 ? t('statusesHidden', { count: hidden.length }) : t('statusButton')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('statuses')}</Menu.Label>
          {statusOrder.map((status) => (
            <Menu.CheckboxItem key={status} checked={!hidden.includes(status)} onChange={() => onToggle(status)}>
              <StatusLabel status={status} />
            </Menu.CheckboxItem>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
