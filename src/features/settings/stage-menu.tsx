import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RemoveStage } from './remove-stage.tsx';
import { StageDetails } from './stage-details.tsx';
import type { Stage } from './stage.ts';
import type { Settings } from './use-settings.ts';

type Props = {
  readonly stage: Stage;
  readonly siblings: readonly Stage[];
  readonly module: 'leads' | 'opportunities';
  readonly run: Settings['run'];
};

/** What is done to a stage more rarely: its description, what it asks for, removing it. */
export function StageMenu({ stage, siblings, module, run }: Props) {
  const { t } = useTranslation('settings');
  const [dialog, setDialog] = useState<'details' | 'remove'>();
  const close = (): void => setDialog(undefined);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t('stages.actions', { name: stage.name })}>
            <IconDots size={16} stroke={1.75} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setDialog('details')}>{t('stages.details')}</Menu.Item>
          <Menu.Item color="red" disabled={siblings.length === 1} onClick={() => setDialog('remove')}>
            {t('stages.remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <StageDetails opened={dialog === 'details'} stage={stage} module={module} run={run} onClose={close} />
      <RemoveStage opened={dialog === 'remove'} stage={stage} siblings={siblings} onClose={close} />
    </>
  );
}
