import { MultiSelect, Select, Textarea, TextInput } from '@mantine/core';
import { Controller, type UseFormReturn } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import {
  leadPipelines,
  noneValue,
  priorityOptions,
  sourceOptions,
  userOptions,
} from '../../../ui/pick/pick-options.tsx';
import type { WorkspaceIndex } from '../../../ui/workspace/use-workspace.ts';
import type { LeadForm, LeadFormField } from './lead-form.ts';
import classes from './quick-add.module.css';

type Props = { readonly form: UseFormReturn<LeadForm>; readonly workspace: WorkspaceIndex; readonly currency: string };

/** Who it is: what one knows after the first call. */
export function PersonFields({ form }: Pick<Props, 'form'>) {
  const { t } = useTranslation(['lead', 'common']);
  const { errors } = form.formState;
  const text = (field: 'firstName' | 'lastName' | 'company' | 'email' | 'phone', label: string) => ({
    ...form.register(field),
    label,
    error: errors[field]?.message,
    maxLength: 255,
    autoComplete: 'off',
  });
  return (
    <>
      <div className={classes.pair}>
        <TextInput {...text('firstName', t('common:leadField.firstName'))} data-autofocus />
        <TextInput {...text('lastName', t('common:leadField.lastName'))} />
      </div>
      <TextInput {...text('company', t('common:leadField.company'))} />
      <div className={classes.pair}>
        <TextInput {...text('email', t('common:leadField.email'))} type="email" />
        <TextInput {...text('phone', t('quickAdd.phone'))} type="tel" />
      </div>
    </>
  );
}

/** Where it goes and what it is worth. */
export function SalesFields({ form, workspace, currency }: Props) {
  const { t } = useTranslation(['lead', 'common']);
  const { errors } = form.formState;
  const pipelineId = form.watch('pipelineId');
  const pipelines = leadPipelines(workspace);
  const stages = workspace.stages.filter((stage) => stage.pipelineId === pipelineId);
  const businesses = workspace.businesses.filter(({ archived }) => archived === 0);
  const changePipeline = (id: string): void => {
    form.setValue('pipelineId', id);
    form.setValue('stageId', workspace.stages.find((stage) => stage.pipelineId === id)?.id ?? '');
  };
  return (
    <>
      <div className={classes.pair}>
        {pipelines.length > 1 && (
          <Select
            label={t('common:leadField.pipelineId')}
            data={pipelines.map(({ id, name }) => ({ value: id, label: name }))}
            value={pipelineId}
            onChange={(id) => id && changePipeline(id)}
            allowDeselect={false}
          />
        )}
        <Choice
          form={form}
          field="stageId"
          label={t('quickAdd.stage')}
          options={stages.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Choice
          form={form}
          field="assigneeId"
          label={t('common:leadField.assigneeId')}
          options={userOptions(workspace, t('common:nobody'))}
        />
        <Choice
          form={form}
          field="sourceId"
          label={t('common:leadField.sourceId')}
          options={sourceOptions(workspace, t('quickAdd.none'))}
        />
        <Choice
          form={form}
          field="priority"
          label={t('common:leadField.priority')}
          options={priorityOptions(workspace)}
        />
        <TextInput
          {...form.register('value')}
          label={`${t('common:leadField.valueMinor')} (${currency})`}
          inputMode="decimal"
          error={errors.value?.message}
          autoComplete="off"
        />
      </div>
      {businesses.length > 0 && (
        <Controller
          control={form.control}
          name="businessIds"
          render={({ field, fieldState }) => (
            <MultiSelect
              label={t('quickAdd.businesses')}
              placeholder={field.value.length === 0 ? t('quickAdd.none') : ''}
              data={businesses.map(({ id, name }) => ({ value: id, label: name }))}
              value={field.value}
              onChange={field.onChange}
              onBlur={field.onBlur}
              error={fieldState.error?.message}
              ref={field.ref}
            />
          )}
        />
      )}
      <Textarea
        {...form.register('note')}
        label={t('quickAdd.note')}
        placeholder={t('quickAdd.notePlaceholder')}
        error={errors.note?.message}
        autosize
        minRows={2}
        maxRows={6}
      />
    </>
  );
}

function Choice(props: {
  form: UseFormReturn<LeadForm>;
  field: Extract<LeadFormField, 'stageId' | 'assigneeId' | 'sourceId' | 'priority'>;
  label: string;
  options: readonly { readonly value: string; readonly label: string }[];
}) {
  return (
    <Controller
      control={props.form.control}
      name={props.field}
      render={({ field, fieldState }) => (
        <Select
          label={props.label}
          data={props.options.map(({ value, label }) => ({ value, label }))}
          value={field.value === '' ? noneValue : field.value}
          onChange={(value) => field.onChange(value === noneValue ? '' : (value ?? ''))}
          onBlur={field.onBlur}
          allowDeselect={false}
          searchable={props.options.length > 8}
          error={fieldState.error?.message}
          ref={field.ref}
        />
      )}
    />
  );
}
