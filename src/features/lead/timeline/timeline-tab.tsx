import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { timelineKinds, type TimelineKind } from '../../../../core/queries/timeline.ts';
import { useNow } from '../../../ui/date-text.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { useLead } from '../lead-context.ts';
import { Composer } from './composer.tsx';
import { dayGroups, type DayGroup } from './day-groups.ts';
import { DayHeading } from './day-heading.tsx';
import type { LogType } from './log-types.ts';
import { Entry } from './timeline-entry.tsx';
import classes from './timeline.module.css';
import { useTimeline } from './use-timeline.ts';

/** Everything that happened to the lead, by day; what is written here becomes its newest entry. */
export function TimelineTab(props: {
  writing: 'note' | LogType | undefined;
  onWriting: (writing: 'note' | LogType | undefined) => void;
}) {
  const [kind, setKind] = useState<TimelineKind>();
  return (
    <div className={classes.tab}>
      <Composer writing={props.writing} onWriting={props.onWriting} />
      <Entries key={kind ?? 'all'} kind={kind} onKind={setKind} />
    </div>
  );
}

function Entries(props: { kind: TimelineKind | undefined; onKind: (kind: TimelineKind | undefined) => void }) {
  const { t } = useTranslation('lead');
  const { detail, timeZone } = useLead();
  const { kind } = props;
  const { entries, counts, showMore } = useTimeline(detail.lead.id, kind && [kind]);
  const groups = dayGroups(entries, kind === 'history', useNow(), timeZone);
  if (!counts) return null;
  return (
    <>
      <div className={classes.filter} role="group" aria-label={t('timeline.filter')}>
        <Kind label={t('timeline.all')} active={kind === undefined} onClick={() => props.onKind(undefined)} />
        {timelineKinds
          .filter((name) => name !== 'conflict' || counts.conflict > 0)
          .map((name) => (
            <Kind
              key={name}
              label={t(`timeline.kind.${name}`)}
              count={counts[name]}
              active={kind === name}
              onClick={() => props.onKind(kind === name ? undefined : name)}
            />
          ))}
      </div>
      {groups.map((group) => (
        <Day key={`${group.day} ${group.entries[0]!.id}`} group={group} />
      ))}
      {groups.length === 0 && (
        <EmptyState
          kind={kind === undefined ? 'nothing' : 'filtered'}
          title={kind === undefined ? t('timeline.nothing') : t('timeline.filtered')}
        >
          {kind === undefined ? t('timeline.nothingText') : null}
        </EmptyState>
      )}
      {showMore && (
        <Button variant="subtle" onClick={showMore} className={classes.more ?? ''}>
          {t('timeline.earlier')}
        </Button>
      )}
    </>
  );
}

/** From so many appointments on, the later ones wait behind a button. */
const upcomingShown = 3;

function Day({ group }: { group: DayGroup }) {
  const { t } = useTranslation('lead');
  const [isWhole, setWhole] = useState(false);
  const isUpcoming = group.day === 'upcoming';
  // What lies ahead reads from now on: the nearest first.
  const entries = isUpcoming ? group.entries.toReversed() : group.entries;
  const shown = isUpcoming && !isWhole ? entries.slice(0, upcomingShown) : entries;
  return (
    <section className={classes.day}>
      <DayHeading day={group.day} />
      <ol className={classes.entries}>
        {shown.map((entry) => (
          <Entry key={`${entry.kind} ${entry.id}`} entry={entry} />
        ))}
      </ol>
      {shown.length < entries.length && (
        <Button variant="subtle" size="compact-sm" onClick={() => setWhole(true)}>
          {t('timeline.later', { count: entries.length - shown.length })}
        </Button>
      )}
    </section>
  );
}

function Kind(props: { label: string; count?: number; active: boolean; onClick: () => void }) {
  return (
    <button type="button" className={classes.kind} aria-pressed={props.active} onClick={props.onClick}>
      {props.label}
      {props.count ? <span className={classes.count}>{props.count}</span> : null}
    </button>
  );
}
