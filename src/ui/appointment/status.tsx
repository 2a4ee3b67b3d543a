import {
  IconCircleCheck,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleX,
  IconRotateClockwise,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ColorName } from '../../../core/domain/pipeline/colors.ts';
import type { appointmentStatuses } from '../../../core/schema/leads.ts';
import { toneOf, toneStyle } from '../hue.ts';
import classes from './status.module.css';

export type AppointmentStatus = (typeof appointmentStatuses)[number];

/** In the order in which an appointment usually passes through them: legends and pickers. */
export const statusOrder: readonly AppointmentStatus[] = [
  'pending',
  'confirmed',
  'rescheduled',
  'fulfilled',
  'cancelled',
];

const looks: Record<AppointmentStatus, { readonly color: ColorName; readonly icon: Icon }> = {
  pending: { color: 'yellow', icon: IconCircleDashed },
  confirmed: { color: 'blue', icon: IconCircleCheck },
  rescheduled: { color: 'violet', icon: IconRotateClockwise },
  fulfilled: { color: 'green', icon: IconCircleCheckFilled },
  cancelled: { color: 'gray', icon: IconCircleX },
};

/** @returns the solid tone (hex) that stands for a status */
export function statusTone(status: AppointmentStatus): string {
  return toneOf(looks[status].color);
}

/** A status as a glyph in its tone: the shape tells it apart where the colour cannot. */
export function StatusIcon({ status, size = 14 }: { status: AppointmentStatus; size?: number }) {
  const Glyph = looks[status].icon;
  return <Glyph size={size} stroke={2} color={statusTone(status)} className={classes.icon} aria-hidden />;
}

/** A status as glyph and word; `tinted` for a chip on its own ground. */
export function StatusLabel({ status, tinted }: { status: AppointmentStatus; tinted?: boolean }) {
  const { t } = useTranslation();
  return (
    <span
      className={classes.label}
      data-tinted={tinted || undefined}
      style={tinted ? toneStyle(looks[status].color) : undefined}
    >
      <StatusIcon status={status} />
      {t(`appointmentStatus.${status}`)}
    </span>
  );
}
