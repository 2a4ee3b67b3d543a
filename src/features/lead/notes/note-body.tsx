import { ActionIcon, Button, Group, Textarea, Tooltip } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeError } from '../../../../core/bridge/contract.ts';
import { noteEdit } from '../../../../core/domain/note/edit.ts';
import { noteRemove } from '../../../../core/domain/note/remove.ts';
import type { StoredRow } from '../../../../core/queries/sql-parts.ts';
import { useMutate } from '../../../bridge/hooks.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { useFormat } from '../../../i18n/use-format.ts';
import { useNow } from '../../../ui/date-text.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { KeyHint } from '../../../ui/key-hint.tsx';
import { notifyDone, notifyError } from '../../../ui/notify.ts';
import { useLead } from '../lead-context.ts';
import classes from './notes.module.css';
import { Revisions } from './revisions.tsx';

type Note = StoredRow<'notes'>;

/** A note's text; its author can edit and delete it, and everyone can see what it said before. */
export function NoteBody({ note }: { note: Note }) {
  const { t } = useTranslation(['lead', 'common']);
  const mutate = useMutate();
  const { userId, may } = useLead();
  const [isEditing, setEditing] = useState(false);
  const [isDeleting, setDeleting] = useState(false);
  const isOwn = may.note && note.authorId === userId;
  const remove = async (): Promise<void> => {
    const reply = await mutate(noteRemove, { id: note.id });
    if (reply.ok) notifyDone(t('done.noteRemoved'));
    else notifyError(reply.error);
  };
  if (isEditing) return <NoteEditor note={note} onClose={() => setEditing(false)} />;
  return (
    <div className={classes.note}>
      <p className={classes.body}>{note.body}</p>
      {isOwn && (
        <span className={classes.actions}>
          <Tooltip label={t('notes.edit')}>
            <ActionIcon aria-label={t('notes.edit')} onClick={() => setEditing(true)}>
              <IconPencil size={14} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t('notes.delete')}>
            <ActionIcon aria-label={t('notes.delete')} onClick={() => setDeleting(true)}>
              <IconTrash size={14} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        </span>
      )}
      {note.editedAt !== null && <Edited note={note} at={note.editedAt} />}
      <ConfirmDialog
        opened={isDeleting}
        title={t('notes.deleteTitle')}
        confirmLabel={t('notes.delete')}
        danger
        onConfirm={remove}
        onClose={() => setDeleting(false)}
      >
        {t('notes.deleteText')}
      </ConfirmDialog>
    </div>
  );
}

function Edited({ note, at }: { note: Note; at: number }) {
  const { t } = useTranslation('lead');
  const format = useFormat();
  const now = useNow();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={classes.edited}>
      <time dateTime={new Date(at).toISOString()} title={format.dateTime(at)}>
        {t('timeline.edited', { when: format.relative(at, now) })}
      </time>
      <button type="button" className={classes.toggle} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? t('notes.hideVersions') : t('notes.showVersions')}
      </button>
      {isOpen && <Revisions noteId={note.id} />}
    </div>
  );
}

function NoteEditor({ note, onClose }: { note: Note; onClose: () => void }) {
  const { t } = useTranslation(['lead', 'common']);
  const mutate = useMutate();
  const [body, setBody] = useState(note.body);
  const [error, setError] = useState<BridgeError>();
  const save = async (): Promise<void> => {
    if (body.trim() === '' || body === note.body) {
      onClose();
      return;
    }
    const reply = await mutate(noteEdit, { id: note.id, changes: { body: { from: note.body, to: body } } });
    if (reply.ok) onClose();
    else setError(reply.error);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void save();
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      onClose();
    }
  };
  return (
    <div className={classes.editor}>
      <Textarea
        aria-label={t('notes.edit')}
        autosize
        minRows={3}
        maxRows={20}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        ref={focusNow}
      />
      {error && <ErrorNotice error={error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button onClick={() => void save()} rightSection={<KeyHint keys="mod+enter" />}>
          {t('common:save')}
        </Button>
      </Group>
    </div>
  );
}

const focusNow = (element: HTMLTextAreaElement | null): void => element?.focus();
