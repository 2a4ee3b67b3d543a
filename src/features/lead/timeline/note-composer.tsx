import { Button, Textarea } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeError } from '../../../../core/bridge/contract.ts';
import { noteAdd } from '../../../../core/domain/note/add.ts';
import { useMutate } from '../../../bridge/hooks.ts';
import { newId } from '../../../bridge/ids.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { KeyHint } from '../../../ui/key-hint.tsx';
import { useLead } from '../lead-context.ts';
import classes from './composer.module.css';

/** One line that grows into a note; Ctrl-Enter adds it. @param props.isOpen the focus goes into it */
export function NoteComposer({ isOpen, onOpen }: { isOpen: boolean; onOpen: (isOpen: boolean) => void }) {
  const { t } = useTranslation(['lead', 'common']);
  const mutate = useMutate();
  const { detail } = useLead();
  const [body, setBody] = useState('');
  const [error, setError] = useState<BridgeError>();
  const save = async (): Promise<void> => {
    if (body.trim() === '') return;
    const reply = await mutate(noteAdd, { id: newId(), leadId: detail.lead.id, body });
    setError(reply.ok ? undefined : reply.error);
    if (reply.ok) setBody('');
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void save();
    } else if (event.key === 'Escape') {
      event.currentTarget.blur();
      onOpen(false);
    }
  };
  return (
    <div className={classes.note}>
      <Textarea
        aria-label={t('composer.noteLabel')}
        placeholder={t('composer.note')}
        autosize
        minRows={1}
        maxRows={12}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onFocus={() => onOpen(true)}
        ref={isOpen ? focusNow : undefined}
      />
      {body !== '' && (
        <Button onClick={() => void save()} rightSection={<KeyHint keys="mod+enter" />}>
          {t('composer.addNote')}
        </Button>
      )}
      {error && <ErrorNotice error={error} />}
    </div>
  );
}

const focusNow = (element: HTMLTextAreaElement | null): void => element?.focus();
