import { FileButton, Menu, Text, Tooltip } from '@mantine/core';
import { IconCamera, IconEye, IconPhotoPlus, IconTrash } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { photoMediaTypes } from '../../../../core/domain/file/file-limits.ts';
import { useFileState } from '../../../bridge/hooks.ts';
import type { DocumentItem } from '../../../../core/queries/lead-documents.ts';
import { documentUrl, isHere } from '../documents/document-state.ts';
import { Preview } from '../documents/preview.tsx';
import { useLeadDocuments } from '../documents/use-lead-documents.ts';
import { useLead } from '../lead-context.ts';
import classes from './lead-photo.module.css';
import { usePhotoCommands, usePastedPhoto } from './use-photo-commands.ts';

const icon = { size: 16, stroke: 1.75 } as const;
const accept = photoMediaTypes.join(',');

/** The lead's face or card; a click adds, changes or shows it, Ctrl-V pastes one. @param props.name of the lead */
export function LeadPhoto({ name }: { name: string }) {
  const { t } = useTranslation('files');
  const { may } = useLead();
  const { photo } = useLeadDocuments();
  const { set, remove } = usePhotoCommands(photo);
  const [isViewing, setViewing] = useState(false);
  const choose = useRef<() => void>(null);
  usePastedPhoto(may.files, set);
  if (!photo && !may.files) return null;
  return (
    <>
      <FileButton accept={accept} onChange={(file) => void (file && set(file))}>
        {({ onClick }) => {
          choose.current = onClick;
          return null;
        }}
      </FileButton>
      {photo ? (
        <Menu position="bottom-start">
          <Menu.Target>
            <button type="button" className={classes.photo} aria-label={t('photo.change', { name })}>
              <Picture photo={photo} />
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconEye {...icon} />} onClick={() => setViewing(true)}>
              {t('photo.view')}
            </Menu.Item>
            {may.files && (
              <>
                <Menu.Item leftSection={<IconPhotoPlus {...icon} />} onClick={() => choose.current?.()}>
                  {t('photo.choose')}
                </Menu.Item>
                <Menu.Item leftSection={<IconTrash {...icon} />} onClick={() => void remove()}>
                  {t('photo.remove')}
                </Menu.Item>
                <Text className={classes.hint ?? ''}>{t('photo.pasteHint')}</Text>
              </>
            )}
          </Menu.Dropdown>
        </Menu>
      ) : (
        <Tooltip label={`${t('photo.choose')}. ${t('photo.pasteHint')}`}>
          <button
            type="button"
            className={classes.photo}
            data-empty
            aria-label={t('photo.add', { name })}
            onClick={() => choose.current?.()}
          >
            <IconCamera {...icon} aria-hidden />
          </button>
        </Tooltip>
      )}
      {photo && isViewing && <Preview file={photo} onClose={() => setViewing(false)} />}
    </>
  );
}

/** The picture itself once it is here; asked for again when it has come back after damage. */
function Picture({ photo }: { photo: DocumentItem }) {
  const content = useFileState(photo.sha256);
  if (!isHere(content)) return <IconCamera {...icon} aria-hidden />;
  return <img key={content.state} src={documentUrl(photo.id)} alt="" />;
}
