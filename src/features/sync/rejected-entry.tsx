import { Anchor, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { OutboxEntry } from '../../../core/bridge/sync-centre.ts';
import { hrefTo } from '../../app/router.ts';
import { useBridge } from '../../bridge/hooks.ts';
import { fieldMessage, fieldName } from '../../i18n/field-text.ts';
import { RelativeTime } from '../../ui/date-text.tsx';
import { saveOutboxFile } from './outbox-file.ts';
import { useRefusals } from './use-refusals.ts';
import entryList from './entry-list.module.css';
import classes from './rejected.module.css';

/** One refused mutation: what it was, what is wrong with it, what can be done. */
export function RejectedEntry(props: {
  entry: OutboxEntry;
  /** Its place on the screen, for the keyboard. */
  index: number;
  sentence: string;
  onEdit: () => void;
  onDiscard: () => void;
}) {
  const { entry } = props;
  return (
    <li className={entryList.entry} data-entry={props.index} tabIndex={-1}>
      <div className={classes.entryHead}>
        <span className={classes.sentence}>{props.sentence}</span>
        <span className={classes.time}>
          <RelativeTime at={entry.at} />
        </span>
      </div>
      <WrongFields entry={entry} />
      <EntryActions {...props} />
    </li>
  );
}

function WrongFields({ entry }: { entry: OutboxEntry }) {
  const { t } = useTranslation('errors');
  const common = useTranslation();
  if (!entry.error?.fields?.length) return null;
  return (
    <ul className={classes.wrong}>
      {entry.error.fields.map((wrong) => (
        <li key={`${wrong.field} ${wrong.code}`}>
          <b>{fieldName(common.t, wrong.field)}</b> {fieldMessage(t, wrong)}
        </li>
      ))}
    </ul>
  );
}

/** @returns whether a mutation was refused because its lead is in the trash */
export function isInTrash({ error }: OutboxEntry): boolean {
  return error?.code === 'WRONG_STATE' && error.details['state'] === 'trashed';
}

function EntryActions(props: { entry: OutboxEntry; sentence: string; onEdit: () => void; onDiscard: () => void }) {
  const { t } = useTranslation('sync');
  const bridge = useBridge();
  const { retry, restoreAndApply } = useRefusals();
  const { entry, sentence } = props;
  const inTrash = isInTrash(entry);
  const named = (action: string): string => `${action}: ${sentence}`;
  return (
    <div className={classes.actions}>
      {inTrash && (
        <Button
          size="xs"
          onClick={() => void restoreAndApply(entry.seq)}
          aria-label={named(t('rejected.restoreAndApply'))}
        >
          {t('rejected.restoreAndApply')}
        </Button>
      )}
      <Button variant="default" size="xs" onClick={props.onEdit} aria-label={named(t('rejected.edit'))}>
        {t('rejected.edit')}
      </Button>
      <Button variant="default" size="xs" onClick={() => void retry(entry.seq)} aria-label={named(t('rejected.retry'))}>
        {t('rejected.retry')}
      </Button>
      <Button
        variant="subtle"
        color="gray"
        size="xs"
        onClick={() => void saveOutboxFile(bridge, [entry.seq])}
        aria-label={named(t('rejected.export'))}
      >
        {t('rejected.export')}
      </Button>
      <Button
        variant="subtle"
        color="red"
        size="xs"
        onClick={props.onDiscard}
        aria-label={named(t('rejected.discard'))}
      >
        {t('rejected.discard')}
      </Button>
      {entry.subject.leadId !== null && (
        <Anchor href={hrefTo({ name: 'lead', id: entry.subject.leadId })} size="xs" className={classes.openLead ?? ''}>
          {t('rejected.openLead')}
        </Anchor>
      )}
      <details className={classes.content}>
        <summary>{t('rejected.content')}</summary>
        {/* What scrolls must be reachable from the keyboard. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <pre tabIndex={0}>{JSON.stringify(entry.args, null, 2)}</pre>
      </details>
    </div>
  );
}
