import { Popover } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CalendarAppointment } from '../../../core/queries/calendar.ts';
import { AppointmentEditor } from '../../ui/appointment/appointment-editor.tsx';
import type { AppointmentCommands } from '../../ui/appointment/use-appointment-commands.tsx';

/** An open appointment and where on the screen it stands. */
export type OpenEvent = { readonly appointment: CalendarAppointment; readonly rect: DOMRect };

/** The form beside an appointment. */
export function EventPopover(props: {
  open: OpenEvent;
  timeZone: string;
  editable: boolean;
  commands: AppointmentCommands;
  onClose: () => void;
}) {
  const { t } = useTranslation('calendar');
  const { appointment, rect } = props.open;
  return (
    <Popover
      opened
      onChange={(opened) => !opened && props.onClose()}
      position="right-start"
      width={380}
      shadow="lg"
      trapFocus
      withArrow={false}
      closeOnClickOutside={props.commands.dialog === undefined || props.commands.dialog === null}
    >
      <Popover.Target>
        <span
          aria-hidden
          style={{
            position: 'fixed',
            top: rect.top,
            left: rect.left,
            width: rect.width,
            height: Math.min(rect.height, 200),
            pointerEvents: 'none',
          }}
        />
      </Popover.Target>
      <Popover.Dropdown aria-label={t('form.edit', { lead: appointment.leadName })}>
        <AppointmentEditor
          key={appointment.id}
          appointment={appointment}
          leadName={appointment.leadName}
          withLead
          timeZone={props.timeZone}
          editable={props.editable}
          commands={props.commands}
          onClose={props.onClose}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
