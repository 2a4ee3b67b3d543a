import { ActionIcon, Tooltip } from '@mantine/core';
import { IconChartBar, IconTable } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** Switches a panel between its chart and the same figures as a table. */
export function ViewToggle(props: { asTable: boolean; onChange: (asTable: boolean) => void; of: string }) {
  const { t } = useTranslation('dashboard');
  const label = props.asTable ? t('showChart') : t('showTable');
  const Icon = props.asTable ? IconChartBar : IconTable;
  return (
    <Tooltip label={label}>
      <ActionIcon onClick={() => props.onChange(!props.asTable)} aria-label={`${props.of}: ${label}`}>
        <Icon size={16} stroke={1.75} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
