import { ActionIcon, Menu, TextInput } from '@mantine/core';
import { IconDotsVertical, IconDownload, IconFile, IconPencil, IconPhoto, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isShownInline } from '../../../../core/domain/file/file-limits.ts';
import { documentRemove } from '../../../../core/domain/file/document-remove.ts';
import { documentRename } from '../../../../core/domain/file/document-rename.ts';
import type { DocumentItem } from '../../../../core/queries/lead-documents.ts';
import { useBridge, useFileState, useMutate } from '../../../bridge/hooks.ts';
import { newId } from '../../../bridge/ids.ts';
import { DateText } from '../../../ui/date-text.tsx';
import { notifyError } from '../../../ui/notify.ts';
import { useOfferUndo } from '../../../ui/notify-undo.tsx';
import { sizeText } from '../../../ui/size-text.ts';
import { useLead } from '../lead-context.ts';
import { DocumentChip } from './document-chip.tsx';
import { documentState, isHere } from './document-state.ts';
import classes from './documents.module.css';
import { saveDocument } from './save-document.ts';

const icon = { size: 16, stroke: 1.75 } as const;

/** One file: what it is, where it is, and what can be done with it. @param props.onPreview shows an image */
export function DocumentRow({ file, onPreview }: { file: DocumentItem; onPreview: () => void }) {
  const { t, i18n } = useTranslation('files');
  const bridge = useBridge();
  const { mode } = useLead();
  const content = useFileState(file.sha256);
  const [isRenaming, setRenaming] = useState(false);
  const state = documentState(file, content, mode);
  const here = isHere(content);
  const isImage = isShownInline(file.mediaType);
  const open = (): void => {
    if (!here) void bridge.call('files.fetch', { sha256: file.sha256 });
    else if (isImage) onPreview();
    else saveDocument(file);
  };
  const Icon = isImage ? IconPhoto : IconFile;
  return (
    <li className={classes.row}>
      <Icon {...icon} className={classes.icon ?? ''} aria-hidden />
      <div className={classes.what}>
        {isRenaming ? (
          <RenameInput file={file} onDone={() => setRenaming(false)} />
        ) : (
          <button
            type="button"
            className={classes.name}
            disabled={state === 'notYet'}
            aria-label={t(here ? 'documents.open' : 'documents.fetch', { name: file.name })}
            onClick={open}
          >
            {file.name}
          </button>
        )}
        <span className={classes.meta}>
          {sizeText(file.size, i18n.language)}
          {file.createdByName && ` · ${file.createdByName}`}
          {' · '}
          <DateText at={file.createdAt} as="date" />
        </span>
      </div>
      <DocumentChip state={state} progress={content.progress} />
      <DocumentMenu file={file} here={here} isRenaming={isRenaming} onRename={() => setRenaming(true)} />
    </li>
  );
}

function DocumentMenu(props: { file: DocumentItem; here: boolean; isRenaming: boolean; onRename: () => void }) {
  const { t } = useTranslation('files');
  const mutate = useMutate();
  const offerUndo = useOfferUndo();
  const { may } = useLead();
  const { file, here, isRenaming, onRename } = props;
  const { id, name } = file;
  const remove = async (): Promise<void> => {
    const action = newId();
    const reply = await mutate(documentRemove, { id }, action);
    if (!reply.ok) {
      notifyError(reply.error);
      return;
    }
    offerUndo(t('done.documentRemoved', { name }), action);
  };
  return (
    // The name's input has the focus while it is edited.
    <Menu position="bottom-end" returnFocus={!isRenaming}>
      <Menu.Target>
        <ActionIcon aria-label={t('documents.more', { name })}>
          <IconDotsVertical size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconDownload {...icon} />} disabled={!here} onClick={() => saveDocument(file)}>
          {t('documents.save')}
        </Menu.Item>
        {may.files && (
          <Menu.Item leftSection={<IconPencil {...icon} />} onClick={onRename}>
            {t('documents.rename')}
          </Menu.Item>
        )}
        {may.files && (
          <Menu.Item leftSection={<IconTrash {...icon} />} onClick={() => void remove()}>
            {t('documents.remove')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Enter saves, Escape and leaving give up. */
function RenameInput({ file, onDone }: { file: DocumentItem; onDone: () => void }) {
  const { t } = useTranslation('files');
  const mutate = useMutate();
  const [name, setName] = useState(file.name);
  const save = async (): Promise<void> => {
    const reply = await mutate(documentRename, { id: file.id, changes: { name: { from: file.name, to: name } } });
    if (reply.ok) onDone();
    else notifyError(reply.error);
  };
  return (
    <TextInput
      size="xs"
      data-autofocus
      // The name was asked for: it is what the person goes on with.
      ref={(input) => input?.focus()}
      aria-label={t('documents.newName', { name: file.name })}
      value={name}
      onChange={(event) => setName(event.currentTarget.value)}
      onBlur={onDone}
      onKeyDown={(event) => {
        if (event.key === 'Enter') void save();
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onDone();
      }}
    />
  );
}
