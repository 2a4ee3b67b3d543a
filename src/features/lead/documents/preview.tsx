import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { documentUrl } from './document-state.ts';
import classes from './documents.module.css';

/** An image as large as the window allows. */
export function Preview({ file, onClose }: { file: { id: string; name: string }; onClose: () => void }) {
  const { t } = useTranslation(['files', 'common']);
  return (
    <Modal
      opened
      onClose={onClose}
      title={file.name}
      size="auto"
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <img className={classes.preview} src={documentUrl(file.id)} alt={t('documents.preview', { name: file.name })} />
    </Modal>
  );
}
