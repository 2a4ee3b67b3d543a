import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { defaultDocumentMaxBytes, largestDocumentMaxBytes } from '../../../core/domain/file/file-limits.ts';
import { SettingRow } from './settings-panel.tsx';

/** Bytes; called MB, as in file managers. */
const megabyte = 1024 * 1024;

/** How large a document may be, in whole megabytes; left empty, the usual limit holds. */
export function DocumentLimit(props: {
  documentMaxBytes: number | null;
  disabled: boolean;
  save: (field: 'documentMaxBytes', bytes: number | null) => void;
}) {
  const { t } = useTranslation('settings');
  const { documentMaxBytes, disabled, save } = props;
  const saved = documentMaxBytes === null ? '' : documentMaxBytes / megabyte;
  const [megabytes, setMegabytes] = useState<number | string>(saved);
  const commit = (): void => {
    if (megabytes !== saved) save('documentMaxBytes', megabytes === '' ? null : Number(megabytes) * megabyte);
  };
  return (
    <SettingRow
      label={t('organization.documentLimit')}
      description={t('organization.documentLimitText', { usual: defaultDocumentMaxBytes / megabyte })}
      htmlFor="document-limit"
    >
      <NumberInput
        id="document-limit"
        w={96}
        min={1}
        max={largestDocumentMaxBytes / megabyte}
        allowDecimal={false}
        suffix=" MB"
        placeholder={`${defaultDocumentMaxBytes / megabyte} MB`}
        disabled={disabled}
        value={megabytes}
        onChange={setMegabytes}
        onBlur={commit}
      />
    </SettingRow>
  );
}
