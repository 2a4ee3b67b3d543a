import { Button, Group, Modal, Select, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeError } from '../../../core/bridge/contract.ts';
import { stageRemove } from '../../../core/domain/pipeline/stage-remove.ts';
import { useMutate } from '../../bridge/hooks.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import type { Stage } from './stage.ts';

type Props = { readonly stage: Stage; readonly siblings: readonly Stage[]; readonly onClose: () => void };

/** Asks before a stage is removed, and where its leads go when it holds any. */
export function RemoveStage(props: Props & { opened: boolean }) {
  const { t } = useTranslation('settings');
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={t('stages.removeTitle', { name: props.stage.name })}
      size="sm"
      withCloseButton={false}
    >
      <RemoveForm {...props} />
    </Modal>
  );
}

function RemoveForm({ stage, siblings, onClose }: Props) {
  const { t } = useTranslation(['settings', 'common']);
  const format = useFormat();
  const mutate = useMutate();
  const others = siblings.filter(({ id }) => id !== stage.id);
  const [target, setTarget] = useState(others[0]?.id ?? null);
  const [error, setError] = useState<BridgeError>();
  const inside = leadsInside(error);
  const remove = async (): Promise<void> => {
    const reply = await mutate(stageRemove, {
      id: stage.id,
      ...(inside > 0 && target !== null ? { moveToStageId: target } : {}),
    });
    if (reply.ok) onClose();
    else setError(reply.error);
  };
  return (
    <>
      {inside === 0 && error && <ErrorNotice error={error} />}
      <Text size="sm" c="dimmed">
        {inside > 0 ? t('stages.removeUsed', { count: inside, number: format.number(inside) }) : t('stages.removeText')}
      </Text>
      {inside > 0 && (
        <Select
          mt="sm"
          label={t('stages.moveTo')}
          data={others.map(({ id, name }) => ({ value: id, label: name }))}
          value={target}
          onChange={setTarget}
          allowDeselect={false}
        />
      )}
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('common:cancel')}
        </Button>
        <Button color="red.8" onClick={() => void remove()}>
          {inside > 0 ? t('stages.removeAndMove') : t('stages.removeConfirm')}
        </Button>
      </Group>
    </>
  );
}

/** How many leads the refusal counted in the stage; 0 for any other error. */
function leadsInside(error: BridgeError | undefined): number {
  if (error?.kind !== 'domain' || error.error.code !== 'STAGE_IN_USE') return 0;
  return Number(error.error.details['count'] ?? 0);
}
