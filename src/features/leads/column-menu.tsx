import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useColumns } from './column-store.ts';
import { leadColumns } from './lead-columns.tsx';

/** Which columns the list shows. */
export function ColumnMenu() {
  const { t } = useTranslation(['leads', 'common']);
  const { visibility, show, reset } = useColumns();
  const columns = leadColumns(t).filter((column) => column.enableHiding !== false);
  return (
    <Menu position="bottom-end" closeOnItemClick={false} withInitialFocusPlaceholder={false}>
      <Tooltip label={t('columns.title')}>
        <Menu.Target>
          <ActionIcon aria-label={t('columns.title')}>
            <IconColumns3 size={16} stroke={1.75} />
          </ActionIcon>
        </Menu.Target>
      </Tooltip>
      <Menu.Dropdown mah="min(32rem, 80vh)" style={{ overflowY: 'auto' }}>
        <Menu.Label>{t('columns.title')}</Menu.Label>
        {columns.map(({ id = '', meta }) => {
          const visible = visibility[id] !== false;
          return (
            <Menu.CheckboxItem key={id} checked={visible} onChange={() => show(id, !visible)}>
              {meta?.label}
            </Menu.CheckboxItem>
          );
        })}
        <Menu.Divider />
        <Menu.Item onClick={reset}>{t('columns.reset')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
