import { Button, Modal, VisuallyHidden } from '@mantine/core';
import { IconCalendarPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoredRow } from '../../../../core/queries/sql-parts.ts';
import { useFormat } from '../../../i18n/use-format.ts';
import { AppointmentEditor } from '../../../ui/appointment/appointment-editor.tsx';
import { StatusLabel } from '../../../ui/appointment/status.tsx';
import { useNow } from '../../../ui/date-text.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { isPermitted } from '../../../../core/domain/access/permissions.ts';
import { useSession } from '../../../bridge/hooks.ts';
import { useLead } from '../lead-context.ts';
import { useTimeline } from '../timeline/use-timeline.ts';
import classes from './appointments.module.css';

type Appointment = StoredRow<'appointments'>;

/** The lead's appointments: what comes first, nearest first; what was, latest first. */
export function AppointmentsTab({ onBook }: { onBook: () => void }) {
  const { t } = useTranslation(['lead', 'calendar']);
  const { detail, timeZone, may, appointments } = useLead();
  const session = useSession();
  const { entries, counts, showMore } = useTimeline(detail.lead.id, ['appointment']);
  const [open, setOpen] = useState<Appointment>();
  const now = useNow();
  if (!counts) return null;
  const rows = entries.flatMap((entry) => (entry.kind === 'appointment' ? [entry.row] : []));
  const upcoming = rows.filter(({ endAt }) => endAt > now).toReversed();
  const past = rows.filter(({ endAt }) => endAt <= now);
  const editable =
    detail.lead.state !== 'trashed' && session?.kind === 'signedIn' && isPermitted(session, 'appointments:edit');
  const book = may.book && (
    <Button variant="default" leftSection={<IconCalendarPlus size={16} stroke={1.75} />} onClick={onBook}>
      {t('appointments.book')}
    </Button>
  );
  if (rows.length === 0) {
    return (
      <EmptyState kind="nothing" title={t('appointments.nothing')} action={book}>
        {t('appointments.nothingText')}
      </EmptyState>
    );
  }
  return (
    <div className={classes.tab}>
      <div>{book}</div>
      {upcoming.length > 0 && <Group title={t('appointments.upcoming')} rows={upcoming} onOpen={setOpen} />}
      {past.length > 0 && <Group title={t('appointments.past')} rows={past} onOpen={setOpen} />}
      {showMore && (
        <Button variant="subtle" onClick={showMore}>
          {t('timeline.earlier')}
        </Button>
      )}
      {open && (
        <Modal
          opened
          onClose={() => setOpen(undefined)}
          title={t('calendar:form.edit', { lead: detail.name })}
          size="26rem"
        >
          <AppointmentEditor
            appointment={open}
            leadName={detail.name}
            timeZone={timeZone}
            editable={editable}
            commands={appointments}
            onClose={() => setOpen(undefined)}
          />
        </Modal>
      )}
    </div>
  );
}

function Group(props: { title: string; rows: readonly Appointment[]; onOpen: (row: Appointment) => void }) {
  return (
    <section>
      <h2 className={classes.heading}>{props.title}</h2>
      <ul className={classes.list}>
        {props.rows.map((row) => (
          <Row key={row.id} row={row} onOpen={() => props.onOpen(row)} />
        ))}
      </ul>
    </section>
  );
}

function Row({ row, onOpen }: { row: Appointment; onOpen: () => void }) {
  const { t } = useTranslation('lead');
  const format = useFormat();
  const { workspace } = useLead();
  const owner = workspace.userById.get(row.ownerId)?.name;
  return (
    <li>
      <button
        type="button"
        className={classes.row}
        data-cancelled={row.status === 'cancelled' || undefined}
        onClick={onOpen}
      >
        <VisuallyHidden>{t('appointments.edit')}: </VisuallyHidden>
        <span className={classes.when}>
          <span className={classes.date}>{format.date(row.startAt)}</span>
          {format.timeRange(row.startAt, row.endAt)}
        </span>
        <span className={classes.what}>
          <span className={classes.note}>{row.note}</span>
          <span className={classes.where}>{[row.location, owner].filter(Boolean).join(' · ')}</span>
        </span>
        <StatusLabel status={row.status} tinted />
      </button>
    </li>
  );
}
