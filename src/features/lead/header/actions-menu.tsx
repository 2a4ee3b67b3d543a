import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArchive,
  IconArrowBackUp,
  IconCircleOff,
  IconDotsVertical,
  IconLink,
  IconRefresh,
  IconTrash,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { hrefTo } from '../../../app/router.ts';
import { notifyDone } from '../../../ui/notify.ts';
import { useLead } from '../lead-context.ts';
import type { LeadActions } from './use-lead-actions.tsx';

const icon = { size: 16, stroke: 1.75 } as const;

/** What is done with the whole lead, and rarely. */
export function ActionsMenu({ actions, onDisqualify }: { actions: LeadActions; onDisqualify: () => void }) {
  const { t } = useTranslation('lead');
  const { detail, may } = useLead();
  const { id, state, status } = detail.lead;
  const copyLink = async (): Promise<void> => {
    await navigator.clipboard.writeText(`${location.origin}${location.pathname}${hrefTo({ name: 'lead', id })}`);
    notifyDone(t('done.linkCopied'));
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('actions.label')}>
          <IconDotsVertical size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconLink {...icon} />} onClick={() => void copyLink()}>
          {t('actions.copyLink')}
        </Menu.Item>
        {may.edit && status === 'open' && (
          <Menu.Item leftSection={<IconCircleOff {...icon} />} onClick={onDisqualify}>
            {t('actions.disqualify')}
          </Menu.Item>
        )}
        {may.edit && status === 'disqualified' && (
          <Menu.Item leftSection={<IconRefresh {...icon} />} onClick={() => void actions.reopen()}>
            {t('actions.reopen')}
          </Menu.Item>
        )}
        {may.edit && state === 'active' && (
          <Menu.Item leftSection={<IconArchive {...icon} />} onClick={() => void actions.archive()}>
            {t('actions.archive')}
          </Menu.Item>
        )}
        {state !== 'active' && (
          <Menu.Item leftSection={<IconArrowBackUp {...icon} />} onClick={() => void actions.restore()}>
            {t('actions.restore')}
          </Menu.Item>
        )}
        {may.trash && state !== 'trashed' && (
          <>
            <Menu.Divider />
            <Menu.Item color="red" leftSection={<IconTrash {...icon} />} onClick={() => void actions.trash()}>
              {t('actions.trash')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
