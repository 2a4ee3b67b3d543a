import { Button, Group, Modal, MultiSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stageUpdate } from '../../../core/domain/pipeline/stage-update.ts';
import { useFieldOptions } from './field-options.ts';
import type { Stage } from './stage.ts';
import type { Settings } from './use-settings.ts';
import classes from './settings.module.css';

type Props = {
  readonly stage: Stage;
  readonly module: 'leads' | 'opportunities';
  readonly run: Settings['run'];
  readonly onClose: () => void;
};

/** A stage's description and the fields it asks for. */
export function StageDetails(props: Props & { opened: boolean }) {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={props.stage.name}>
      <DetailsForm {...props} />
    </Modal>
  );
}

function DetailsForm({ stage, module, run, onClose }: Props) {
  const { t } = useTranslation(['settings', 'common']);
  const before = JSON.parse(stage.requiredFields) as string[];
  const [description, setDescription] = useState(stage.description ?? '');
  const [required, setRequired] = useState(before);
  const options = useFieldOptions(module);
  const save = async (): Promise<void> => {
    const text = description.trim() === '' ? null : description.trim();
    const changes = {
      ...(text === stage.description ? {} : { description: { from: stage.description, to: text } }),
      ...(required.join() === before.join() ? {} : { requiredFields: { from: before, to: required } }),
    };
    if (Object.keys(changes).length === 0 || (await run(stageUpdate, { id: stage.id, changes }))) onClose();
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Textarea
        label={t('stages.description')}
        autosize
        minRows={2}
        maxRows={8}
        value={description}
        onChange={(event) => setDescription(event.currentTarget.value)}
        data-autofocus
      />
      <MultiSelect
        label={t('stages.required')}
        description={t('stages.requiredText')}
        searchable
        data={options}
        value={required}
        onChange={setRequired}
      />
      <Group justify="flex-end" gap="xs" mt="xs">
        <Button variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button type="submit">{t('common:save')}</Button>
      </Group>
    </form>
  );
}
