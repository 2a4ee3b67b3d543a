import { Select } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileSettings } from '../../../core/bridge/files.ts';
import { useBridge } from '../../bridge/hooks.ts';
import { sizeText } from '../../ui/size-text.ts';
import { SettingRow } from './settings-panel.tsx';

const mebibyte = 1024 * 1024;
const choices = [0, 200 * mebibyte, 500 * mebibyte, 2048 * mebibyte, Number.MAX_SAFE_INTEGER] as const;

/** How much of the newest documents and photos is kept on this device. */
export function FilesOnDevice() {
  const { t, i18n } = useTranslation('files');
  const bridge = useBridge();
  const [settings, setSettings] = useState<FileSettings>();
  useEffect(() => {
    void bridge.call('files.settings', {}).then((reply) => setSettings(reply.ok ? reply.value : undefined));
  }, [bridge]);
  if (!settings) return null;
  const labelOf = (bytes: number): string => {
    if (bytes === 0) return t('keep.none');
    return bytes === Number.MAX_SAFE_INTEGER ? t('keep.all') : sizeText(bytes, i18n.language);
  };
  const keep = async (keepBytes: number): Promise<void> => {
    const reply = await bridge.call('files.keep', { keepBytes });
    if (reply.ok) setSettings({ ...settings, keepBytes });
  };
  return (
    <SettingRow
      label={t('keep.label')}
      description={t('keep.text', { used: sizeText(settings.usedBytes, i18n.language) })}
      htmlFor="files-on-device"
    >
      <Select
        id="files-on-device"
        w={160}
        value={String(settings.keepBytes)}
        allowDeselect={false}
        onChange={(next) => void keep(Number(next))}
        data={choices.map((bytes) => ({ value: String(bytes), label: labelOf(bytes) }))}
      />
    </SettingRow>
  );
}
