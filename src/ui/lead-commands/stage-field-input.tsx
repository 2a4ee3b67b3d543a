import { NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { minorDigits } from '../../i18n/format.ts';
import { sourceOptions, teamOptions, userOptions } from '../pick/pick-options.tsx';
import type { WorkspaceIndex } from '../workspace/use-workspace.ts';

/** Fields of a lead that a dialog can ask for, by the control that takes them. */
const controls = {
  sourceId: 'source',
  teamId: 'team',
  assigneeId: 'user',
  valueMinor: 'money',
  employees: 'integer',
  description: 'long',
  email: 'email',
  phones: 'phone',
  firstName: 'text',
  lastName: 'text',
  company: 'text',
  title: 'text',
  position: 'text',
  branch: 'text',
  website: 'text',
  location: 'text',
  utmSource: 'text',
  utmMedium: 'text',
  utmCampaign: 'text',
  applicationId: 'text',
} as const;

export type AskedField = keyof typeof controls;

/** @returns whether the dialog has a control for a field; the others are filled on the lead itself */
export function canAsk(field: string): field is AskedField {
  return Object.hasOwn(controls, field);
}

/**
 * What a person typed, as the mutator takes it.
 * @param text the control's value: an id, a text, or a number in major units
 */
export function fieldValue(field: AskedField, text: string, currency: string): unknown {
  switch (controls[field]) {
    case 'money':
      return text === '' ? null : Math.round(Number(text) * 10 ** minorDigits(currency));
    case 'integer':
      return text === '' ? null : Number(text);
    case 'phone':
      return text === '' ? [] : [text];
    default:
      return text;
  }
}

/** The control for one field that a stage asks for. */
export function StageFieldInput(props: {
  field: AskedField;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
  index: WorkspaceIndex;
  currency: string;
  isFirst: boolean;
}) {
  const { t } = useTranslation(['leads', 'common']);
  const { field, value, onChange, index } = props;
  const shared = {
    label: field === 'applicationId' ? t('applicationId') : t(`common:leadField.${field}`),
    error: props.error,
    required: true,
    ...(props.isFirst ? { 'data-autofocus': true } : {}),
  };
  const choice = (options: readonly { value: string; label: string }[]) => (
    <Select
      {...shared}
      searchable
      data={options
        .filter((option) => option.value !== 'none')
        .map((option) => ({ value: option.value, label: option.label }))}
      value={value === '' ? null : value}
      onChange={(next) => onChange(next ?? '')}
    />
  );
  const typed = (event: { currentTarget: { value: string } }): void => onChange(event.currentTarget.value);
  switch (controls[field]) {
    case 'source':
      return choice(sourceOptions(index, ''));
    case 'team':
      return choice(teamOptions(index, ''));
    case 'user':
      return choice(userOptions(index, ''));
    case 'money':
      return (
        <NumberInput
          {...shared}
          min={0}
          decimalScale={minorDigits(props.currency)}
          rightSection={props.currency}
          rightSectionWidth="3rem"
          hideControls
          value={value}
          onChange={(next) => onChange(String(next))}
        />
      );
    case 'integer':
      return (
        <NumberInput
          {...shared}
          min={0}
          allowDecimal={false}
          hideControls
          value={value}
          onChange={(next) => onChange(String(next))}
        />
      );
    case 'long':
      return <Textarea {...shared} autosize minRows={3} maxRows={8} value={value} onChange={typed} />;
    case 'email':
      return <TextInput {...shared} type="email" value={value} onChange={typed} />;
    case 'phone':
      return <TextInput {...shared} type="tel" value={value} onChange={typed} />;
    case 'text':
      return <TextInput {...shared} value={value} onChange={typed} />;
  }
}
