import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineEntry } from '../../../../core/queries/timeline.ts';
import { useFormat } from '../../../i18n/use-format.ts';
import { StatusLabel } from '../../../ui/appointment/status.tsx';
import { DateText, useNow } from '../../../ui/date-text.tsx';
import { historyText } from '../history/history-text.ts';
import { useHistoryWords } from '../history/use-history-words.ts';
import { useLead } from '../lead-context.ts';
import { NoteBody } from '../notes/note-body.tsx';
import { EntryIcon } from './activity-icon.tsx';
import { conflictText } from './conflict-text.ts';
import classes from './timeline.module.css';

/** One entry of the timeline: who did what, when, and what came of it. */
export function Entry({ entry }: { entry: TimelineEntry }) {
  switch (entry.kind) {
    case 'note':
      return <NoteEntry entry={entry} />;
    case 'activity':
      return <ActivityEntry entry={entry} />;
    case 'appointment':
      return <AppointmentEntry entry={entry} />;
    case 'history':
      return <HistoryEntry entry={entry} />;
    case 'conflict':
      return <ConflictEntry entry={entry} />;
  }
}

type Of<K extends TimelineEntry['kind']> = { entry: Extract<TimelineEntry, { kind: K }> };

function NoteEntry({ entry }: Of<'note'>) {
  const { t } = useTranslation('lead');
  return (
    <Line icon="note" who={entry.row.authorId} did={t('timeline.wrote')} at={entry.at}>
      <div className={classes.card}>
        <NoteBody note={entry.row} />
      </div>
    </Line>
  );
}

function ActivityEntry({ entry }: Of<'activity'>) {
  const { t } = useTranslation('lead');
  const { type, description, userId } = entry.row;
  return (
    <Line icon={type} who={userId} did={t(`timeline.did.${type}`)} at={entry.at}>
      {description && <p className={classes.text}>{description}</p>}
    </Line>
  );
}

function AppointmentEntry({ entry }: Of<'appointment'>) {
  const { t } = useTranslation('lead');
  const format = useFormat();
  const { workspace } = useLead();
  const { startAt, endAt, status, note, location, ownerId } = entry.row;
  const owner = workspace.userById.get(ownerId)?.name;
  const isAhead = startAt > useNow();
  const time = `${isAhead ? `${format.day(startAt)}, ` : ''}${format.timeRange(startAt, endAt)}`;
  return (
    <Line icon="appointment" did={t('timeline.appointment')} at={startAt} time={time}>
      <p className={classes.text} data-chips>
        <StatusLabel status={status} tinted />
        <span>
          {[owner && t('timeline.appointmentOf', { name: owner }), note, location].filter(Boolean).join(' · ')}
        </span>
      </p>
    </Line>
  );
}

function HistoryEntry({ entry }: Of<'history'>) {
  const words = useHistoryWords();
  const { what, from, to } = historyText(entry.row, words);
  return (
    <Line icon="history" who={entry.row.userId} did={what} at={entry.at} quiet>
      {(from !== null || to !== null) && (
        <p className={classes.text}>
          {from !== null && <span className={classes.old}>{from}</span>}
          {from !== null && to !== null && ' → '}
          {to}
        </p>
      )}
    </Line>
  );
}

function ConflictEntry({ entry }: Of<'conflict'>) {
  const { t } = useTranslation('lead');
  const words = useHistoryWords();
  return (
    <Line
      icon="conflict"
      did={entry.row.resolvedAt === null ? t('timeline.conflictOpen') : t('timeline.conflictResolved')}
      at={entry.at}
    >
      <p className={classes.text}>{conflictText(entry.row, words)}</p>
    </Line>
  );
}

function Line(props: {
  icon: Parameters<typeof EntryIcon>[0]['of'];
  who?: string;
  did: string;
  /** Epoch milliseconds. */
  at: number;
  /** Instead of the moment: a range. */
  time?: string;
  quiet?: boolean;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  const { workspace } = useLead();
  const name = props.who === undefined ? undefined : (workspace.userById.get(props.who)?.name ?? t('unknown'));
  return (
    <li className={classes.entry} data-quiet={props.quiet || undefined}>
      <span className={classes.icon}>
        <EntryIcon of={props.icon} />
      </span>
      <div className={classes.content}>
        <p className={classes.line}>
          <span className={classes.did}>
            {name !== undefined && <b>{name}</b>}
            {name !== undefined && (props.quiet ? ' · ' : ' ')}
            {props.did}
          </span>
          <span className={classes.time}>{props.time ?? <DateText at={props.at} as="time" />}</span>
        </p>
        {props.children}
      </div>
    </li>
  );
}
