import { Select, Textarea, TextInput } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { appointmentNoteMax } from '../../../core/domain/appointment/appointment-fields.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useWorkspace } from '../workspace/use-workspace.ts';
import { DateField } from './date-field.tsx';
import { skippedStart, withStart, type AppointmentDraft, type DraftProblems } from './draft.ts';
import { StatusLabel, statusOrder, type AppointmentStatus } from './status.tsx';
import { TimeField } from './time-field.tsx';
import classes from './appointment-fields.module.css';

/**
 * Everything a person fills in about an appointment but its lead.
 * @param props.problems shown at their inputs
 */
export function AppointmentFields(props: {
  draft: AppointmentDraft;
  onChange: (draft: AppointmentDraft) => void;
  problems: DraftProblems;
  timeZone: string;
  disabled?: boolean;
}) {
  const { t } = useTranslation(['calendar', 'common']);
  const format = useFormat();
  const workspace = useWorkspace();
  const { draft, onChange, problems, timeZone, disabled = false } = props;
  const skipped = skippedStart(draft, timeZone);
  const wordOf = (problem: DraftProblems[keyof DraftProblems]) =>
    problem && t(`problem.${problem}`, { max: appointmentNoteMax });
  const people = workspace?.users.filter(({ id, active }) => active === 1 || id === draft.ownerId) ?? [];
  const dropdown = { withinPortal: false, shadow: 'md' } as const;
  return (
    <div className={classes.fields}>
      <Moment
        name="start"
        date={draft.startDate}
        time={draft.startTime}
        onDate={(startDate) => onChange(withStart(draft, { startDate }, timeZone))}
        onTime={(startTime) => onChange(withStart(draft, { startTime }, timeZone))}
        problem={wordOf(problems.startAt)}
        hint={skipped === null ? undefined : t('problem.skipped', { time: format.time(skipped) })}
        disabled={disabled}
      />
      <Moment
        name="end"
        date={draft.endDate}
        time={draft.endTime}
        onDate={(endDate) => onChange({ ...draft, endDate })}
        onTime={(endTime) => onChange({ ...draft, endTime })}
        problem={wordOf(problems.endAt)}
        disabled={disabled}
      />
      <div className={classes.pair}>
        <Select
          label={t('form.status')}
          data={statusOrder.map((status) => ({ value: status, label: t(`common:appointmentStatus.${status}`) }))}
          renderOption={({ option }) => <StatusLabel status={option.value as AppointmentStatus} />}
          value={draft.status}
          onChange={(status) => status && onChange({ ...draft, status: status as AppointmentStatus })}
          allowDeselect={false}
          comboboxProps={dropdown}
          disabled={disabled}
        />
        <Select
          label={t('form.owner')}
          data={people.map(({ id, name }) => ({ value: id, label: name }))}
          value={draft.ownerId}
          onChange={(ownerId) => ownerId && onChange({ ...draft, ownerId })}
          allowDeselect={false}
          searchable
          comboboxProps={dropdown}
          disabled={disabled}
        />
      </div>
      <TextInput
        label={t('form.location')}
        placeholder={t('form.locationPlaceholder')}
        value={draft.location}
        maxLength={255}
        onChange={(event) => onChange({ ...draft, location: event.currentTarget.value })}
        disabled={disabled}
      />
      <Textarea
        label={t('form.note')}
        autosize
        minRows={2}
        maxRows={5}
        value={draft.note}
        error={wordOf(problems.note)}
        onChange={(event) => onChange({ ...draft, note: event.currentTarget.value })}
        disabled={disabled}
      />
    </div>
  );
}

function Moment(props: {
  name: 'start' | 'end';
  date: string;
  time: string;
  onDate: (date: string) => void;
  onTime: (time: string) => void;
  problem: string | undefined;
  hint?: string | undefined;
  disabled: boolean;
}) {
  const { t } = useTranslation(['calendar', 'common']);
  const messageId = useId();
  const message = props.problem ?? props.hint;
  return (
    <div role="group" aria-label={t(`form.${props.name}s`)} aria-describedby={message ? messageId : undefined}>
      <div className={classes.label} aria-hidden>
        {t(`form.${props.name}s`)}
      </div>
      <div className={classes.moment}>
        <DateField
          label={t(`form.${props.name}Date`)}
          value={props.date}
          onChange={props.onDate}
          error={props.problem !== undefined}
          describedBy={message ? messageId : undefined}
          disabled={props.disabled}
        />
        <TimeField
          label={t(`form.${props.name}Time`)}
          value={props.time}
          onChange={props.onTime}
          error={props.problem !== undefined}
          disabled={props.disabled}
        />
      </div>
      {message && (
        <p className={classes.message} id={messageId} data-problem={props.problem !== undefined || undefined}>
          {message}
        </p>
      )}
    </div>
  );
}
