import { Button } from '@mantine/core';
import { Fragment, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { canonicalJson } from '../../../core/kernel/canonical-json.ts';
import type { OpenConflict } from '../../../core/queries/conflict-list.ts';
import { fieldName } from '../../i18n/field-text.ts';
import { DateText } from '../../ui/date-text.tsx';
import { ConflictEdit } from './conflict-edit.tsx';
import { isEditable, keptValue, otherValue } from './decide-conflict.ts';
import { useDecide } from './use-decisions.ts';
import { useWords } from './use-words.ts';
import { valueText } from './value-text.ts';
import { longFrom, wordDiff, type Piece } from './word-diff.ts';
import entryList from './entry-list.module.css';
import classes from './conflicts.module.css';

/** Two values of one field side by side: what stands and what gave way, who wrote each and when, and what to do. */
export function ConflictEntry({ conflict, index }: { conflict: OpenConflict; index: number }) {
  const { t } = useTranslation('sync');
  const words = useWords();
  const decide = useDecide();
  const [isEditing, setEditing] = useState(false);
  const { entity, field } = conflict;
  const label = fieldName(words.common, field);
  const stands = conflict.current === undefined ? keptValue(conflict) : conflict.current;
  const [now, other] = piecesOf(
    valueText(entity, field, stands, words),
    valueText(entity, field, otherValue(conflict), words),
  );
  const hasMoved = canonicalJson(stands ?? null) !== canonicalJson(keptValue(conflict));
  const canEdit = isEditable(conflict);
  return (
    <li className={entryList.entry} data-entry={index} tabIndex={-1} aria-label={label}>
      <h3 className={classes.field}>{label}</h3>
      <div className={classes.sides}>
        <Side
          title={hasMoved ? t('conflicts.standsNow') : t('conflicts.kept')}
          by={hasMoved ? undefined : { id: conflict.keptBy, at: conflict.keptAt }}
          pieces={now}
          stands
        />
        <Side title={t('conflicts.other')} by={{ id: conflict.otherBy, at: conflict.otherAt }} pieces={other} />
      </div>
      <div className={classes.actions}>
        <Button variant="default" size="xs" onClick={() => void decide([conflict], { kind: 'keep' })}>
          {t('conflicts.keep')}
        </Button>
        {canEdit && (
          <>
            <Button variant="default" size="xs" onClick={() => void decide([conflict], { kind: 'other' })}>
              {t('conflicts.useOther')}
            </Button>
            <Button variant="subtle" color="gray" size="xs" onClick={() => setEditing(true)}>
              {t('conflicts.edit')}
            </Button>
          </>
        )}
      </div>
      {isEditing && <ConflictEdit conflict={conflict} label={label} onClose={() => setEditing(false)} />}
    </li>
  );
}

function Side(props: {
  title: string;
  by: { readonly id: string; readonly at: number } | undefined;
  pieces: readonly Piece[];
  stands?: boolean;
}) {
  const { t } = useTranslation('sync');
  const words = useWords();
  return (
    <div className={classes.side} data-stands={props.stands || undefined}>
      <div className={classes.sideHead}>
        <span className={classes.sideTitle}>{props.title}</span>
        {props.by && (
          <span className={classes.by}>
            {words.row(props.by.id) || words.common('unknown')}
            {props.by.at > 0 && (
              <>
                {', '}
                <DateText at={props.by.at} as="dateTime" />
              </>
            )}
          </span>
        )}
      </div>
      <div className={classes.value}>
        {props.pieces.length === 0 ? <span className={classes.empty}>{t('edit.empty')}</span> : props.pieces.map(piece)}
      </div>
    </div>
  );
}

function piece({ text, isOwn }: Piece, i: number): ReactNode {
  if (!isOwn) return text;
  const word = text.trimEnd();
  return (
    <Fragment key={i}>
      <mark className={classes.own}>{word}</mark>
      {text.slice(word.length)}
    </Fragment>
  );
}

/** Long texts are compared word by word; of short ones nothing is marked: they are read at a glance. */
function piecesOf(now: string, other: string): readonly [readonly Piece[], readonly Piece[]] {
  if (Math.max(now.length, other.length) >= longFrom) return wordDiff(now, other);
  const whole = (text: string): readonly Piece[] => (text === '' ? [] : [{ text, isOwn: false }]);
  return [whole(now), whole(other)];
}
