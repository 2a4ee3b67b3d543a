import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { KeyHint } from '../../../ui/key-hint.tsx';
import { useLead } from '../lead-context.ts';
import { EntryIcon } from './activity-icon.tsx';
import classes from './composer.module.css';
import { logKeys, logTypes, type LogType } from './log-types.ts';
import { NoteComposer } from './note-composer.tsx';
import { QuickLog } from './quick-log.tsx';

type Props = {
  readonly writing: 'note' | LogType | undefined;
  readonly onWriting: (writing: 'note' | LogType | undefined) => void;
};

/** One line that becomes a note; beside it the four things one logs most. */
export function Composer({ writing, onWriting }: Props) {
  const { t } = useTranslation('lead');
  const { may } = useLead();
  if (!may.note && !may.log) return null;
  return (
    <section className={classes.composer} aria-label={t('composer.label')}>
      {writing !== undefined && writing !== 'note' ? (
        <QuickLog key={writing} type={writing} onClose={() => onWriting(undefined)} />
      ) : (
        may.note && (
          <NoteComposer isOpen={writing === 'note'} onOpen={(isOpen) => onWriting(isOpen ? 'note' : undefined)} />
        )
      )}
      {may.log && (
        <div className={classes.log} role="group" aria-label={t('composer.log')}>
          {logTypes.map((type) => (
            <Tooltip key={type} label={<KeyHint keys={`l ${logKeys[type]}`} />}>
              <button
                type="button"
                className={classes.logButton}
                aria-pressed={writing === type}
                aria-label={t('composer.logAs', { type: t(`composer.type.${type}`) })}
                onClick={() => onWriting(writing === type ? undefined : type)}
              >
                <EntryIcon of={type} />
                {t(`composer.type.${type}`)}
              </button>
            </Tooltip>
          ))}
        </div>
      )}
    </section>
  );
}
