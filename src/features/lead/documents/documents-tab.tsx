import { ActionIcon, Button, FileButton, Progress } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentItem } from '../../../../core/queries/lead-documents.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { useLead } from '../lead-context.ts';
import { DocumentRow } from './document-row.tsx';
import classes from './documents.module.css';
import { Preview } from './preview.tsx';
import { useAddDocuments, type Adding } from './use-add-documents.ts';
import { useLeadDocuments } from './use-lead-documents.ts';

/** The documents of the lead: added by button or by dropping them, opened without network. */
export function DocumentsTab() {
  const { t } = useTranslation('files');
  const { may } = useLead();
  const { documents } = useLeadDocuments();
  const { adding, add } = useAddDocuments();
  const [previewed, setPreviewed] = useState<DocumentItem>();
  const drop = useDrop(may.files, add);
  const isEmpty = documents.length === 0 && adding.length === 0;
  const button = may.files && <AddButton onFiles={add} />;
  return (
    <div className={classes.tab} data-dropping={drop.isOver || undefined} {...drop.handlers}>
      {isEmpty ? (
        <EmptyState kind="nothing" title={t('documents.nothing')} action={button}>
          {t('documents.nothingText')}
        </EmptyState>
      ) : (
        <>
          {button}
          <ul className={classes.list} aria-label={t('documents.list')}>
            {adding.map((one) => (
              <AddingRow key={one.id} adding={one} />
            ))}
            {documents.map((file) => (
              <DocumentRow key={file.id} file={file} onPreview={() => setPreviewed(file)} />
            ))}
          </ul>
        </>
      )}
      {drop.isOver && <div className={classes.dropHint}>{t('documents.drop')}</div>}
      {previewed && <Preview file={previewed} onClose={() => setPreviewed(undefined)} />}
    </div>
  );
}

function AddButton({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const { t } = useTranslation('files');
  return (
    <FileButton multiple onChange={onFiles}>
      {(props) => (
        <Button {...props} variant="default" leftSection={<IconPlus size={16} />} className={classes.add ?? ''}>
          {t('documents.add')}
        </Button>
      )}
    </FileButton>
  );
}

function AddingRow({ adding }: { adding: Adding }) {
  const { t } = useTranslation('files');
  const { name, share, stop } = adding;
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <span className={classes.adding}>{t('documents.adding', { name })}</span>
        <Progress value={share * 100} size="xs" aria-label={t('documents.adding', { name })} />
      </div>
      <ActionIcon aria-label={t('documents.stop', { name })} onClick={stop}>
        <IconX size={16} />
      </ActionIcon>
    </li>
  );
}

/** Files dragged over the tab. Entering a child also leaves the parent, so that entries are counted. */
function useDrop(enabled: boolean, onFiles: (files: readonly File[]) => void) {
  const [depth, setDepth] = useState(0);
  const hasFiles = (event: DragEvent): boolean => enabled && event.dataTransfer.types.includes('Files');
  const handlers = {
    onDragEnter: (event: DragEvent): void => void (hasFiles(event) && setDepth((inside) => inside + 1)),
    onDragLeave: (event: DragEvent): void => void (hasFiles(event) && setDepth((inside) => Math.max(0, inside - 1))),
    onDragOver: (event: DragEvent): void => void (hasFiles(event) && event.preventDefault()),
    onDrop: (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setDepth(0);
      onFiles([...event.dataTransfer.files]);
    },
  };
  return { isOver: depth > 0, handlers };
}
