import { ActionIcon, Tooltip } from '@mantine/core';
import { IconLayoutList, IconLayoutRows } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useBoardPreferences } from './board-preferences.ts';

/** Switches between comfortable and compact cards. */
export function CardSizeButton() {
  const { t } = useTranslation('pipeline');
  const { isCompact, set } = useBoardPreferences();
  const label = isCompact ? t('cards.comfortable') : t('cards.compact');
  const Icon = isCompact ? IconLayoutRows : IconLayoutList;
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={() => set({ isCompact: !isCompact })}>
        <Icon size={16} stroke={1.75} />
      </ActionIcon>
    </Tooltip>
  );
}
