import { Button, FileButton } from '@mantine/core';
import { IconDownload, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeReply } from '../../../core/bridge/contract.ts';
import type { ImportResult } from '../../../core/bridge/sync-centre.ts';
import { useBridge, useSyncStatus } from '../../bridge/hooks.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { loadOutboxFile, saveOutboxFile } from './outbox-file.ts';
import classes from './sync.module.css';

/** The outbox as a file: to carry work from a machine that cannot reach the server to one that can. */
export function CarryPanel() {
  const { t } = useTranslation('sync');
  const bridge = useBridge();
  const status = useSyncStatus();
  const [result, setResult] = useState<BridgeReply<ImportResult>>();
  const load = async (file: File | null): Promise<void> => {
    if (file) setResult(await loadOutboxFile(bridge, file));
  };
  const held = (status?.unsent ?? 0) + (status?.rejected ?? 0);
  return (
    <Panel title={t('carry.title')} description={t('carry.description')}>
      <div className={classes.carry}>
        <Button
          variant="default"
          leftSection={<IconDownload size={15} stroke={1.75} aria-hidden />}
          onClick={() => void saveOutboxFile(bridge)}
          disabled={held === 0}
        >
          {t('carry.export')}
        </Button>
        <FileButton onChange={(file) => void load(file)} accept="application/json,.json">
          {(props) => (
            <Button variant="default" leftSection={<IconUpload size={15} stroke={1.75} aria-hidden />} {...props}>
              {t('carry.import')}
            </Button>
          )}
        </FileButton>
      </div>
      {result && !result.ok && <ErrorNotice error={result.error} />}
      {result?.ok && (
        <p className={classes.imported} role="status">
          <Imported result={result.value} />
        </p>
      )}
    </Panel>
  );
}

function Imported({ result: { added, refused, known } }: { result: ImportResult }) {
  const { t } = useTranslation('sync');
  const parts = [
    added > 0 && t('carry.added', { count: added }),
    refused > 0 && t('carry.refused', { count: refused }),
    known > 0 && t('carry.known', { count: known }),
  ].filter((part) => part !== false);
  return parts.length === 0 ? t('carry.empty') : parts.join(' ');
}
