import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeError } from '../../../core/bridge/contract.ts';
import type { LeadValues } from '../../../core/domain/lead/lead-fields.ts';
import { ErrorNotice } from '../error-notice.tsx';
import type { WorkspaceIndex } from '../workspace/use-workspace.ts';
import { canAsk, fieldValue, StageFieldInput, type AskedField } from './stage-field-input.tsx';

export type StageFieldsQuestion = {
  readonly leadName: string;
  readonly stageName: string;
  /** Names of the lead fields that are missing. */
  readonly missing: readonly string[];
  /** Which of how many leads this is, from 1. */
  readonly at: number;
  readonly of: number;
};

/**
 * Asks for the fields that a stage requires and a lead lacks, one lead after the other: an address or a name is never the
 * same for two.
 * @param props.onSubmit moves the lead with the values; an error stays in the dialog
 * @param props.onSkip leaves this lead where it is
 * @param props.onClose leaves this and all further leads where they are
 */
export function StageFieldsDialog(props: {
  question: StageFieldsQuestion;
  index: WorkspaceIndex;
  currency: string;
  onSubmit: (fields: LeadValues) => Promise<BridgeError | undefined>;
  onSkip: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation(['leads', 'common']);
  const { question } = props;
  const asked = question.missing.filter(canAsk);
  const others = question.missing.filter((field) => !canAsk(field));
  const [values, setValues] = useState<Partial<Record<AskedField, string>>>({});
  const [error, setError] = useState<BridgeError>();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const given = asked.map((field) => [field, fieldValue(field, values[field] ?? '', props.currency)]);
    setError(await props.onSubmit(Object.fromEntries(given) as LeadValues));
  };
  return (
    <Modal opened onClose={props.onClose} title={t('stageFields.title', { stage: question.stageName })} size="sm">
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {t('stageFields.text', { lead: question.leadName })}
          </Text>
          {asked.map((field, i) => (
            <StageFieldInput
              key={field}
              field={field}
              value={values[field] ?? ''}
              onChange={(value) => setValues((before) => ({ ...before, [field]: value }))}
              error={fieldError(error, field, t('stageFields.required'))}
              index={props.index}
              currency={props.currency}
              isFirst={i === 0}
            />
          ))}
          {others.length > 0 && <Text size="sm">{t('stageFields.openLead')}</Text>}
          {error && !isAboutAField(error, asked) && <ErrorNotice error={error} />}
        </Stack>
        <Group mt="lg" gap="xs">
          {question.of > 1 && (
            <Text size="xs" c="dimmed" className="tabular">
              {t('stageFields.progress', { at: question.at, of: question.of })}
            </Text>
          )}
          <Group gap="xs" ms="auto">
            {question.of > 1 && question.at < question.of && (
              <Button variant="subtle" color="gray" onClick={props.onSkip}>
                {t('stageFields.skip')}
              </Button>
            )}
            <Button variant="default" onClick={props.onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" disabled={others.length > 0}>
              {t('stageFields.move')}
            </Button>
          </Group>
        </Group>
      </form>
    </Modal>
  );
}

/** What is wrong with one of the fields; the path is `fields.<name>`. */
function fieldError(error: BridgeError | undefined, field: string, required: string): string | undefined {
  if (error?.kind !== 'domain') return undefined;
  const entry = error.error.fields?.find((known) => known.field.split('.')[1] === field);
  return entry?.code === 'required' ? required : entry?.message;
}

function isAboutAField(error: BridgeError, asked: readonly string[]): boolean {
  return asked.some((field) => fieldError(error, field, '') !== undefined);
}
