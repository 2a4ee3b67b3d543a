import { NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../bridge/hooks.ts';
import { minorDigits } from '../../i18n/format.ts';
import { momentOf, wallTimeAt } from '../../ui/appointment/wall-time.ts';
import type { EditField } from './edit-fields.ts';
import { useChoices } from './use-choices.ts';
import { useWords } from './use-words.ts';

type Props = {
  readonly field: Pick<EditField, 'field' | 'table' | 'kind' | 'optional'>;
  readonly label: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly error?: string | undefined;
  /** Takes the focus when its dialog opens. */
  readonly startsHere?: boolean;
};

/** An input that fits the kind of a field's value. */
export function FieldInput(props: Props) {
  const { field, label, value, onChange, error } = props;
  const common = { label, error, ...focusOf(props) };
  switch (field.kind) {
    case 'choice':
    case 'reference':
      return <ChoiceInput {...props} />;
    case 'money':
      return <MoneyInput {...props} />;
    case 'time':
      return <MomentInput {...props} />;
    case 'json':
      return <JsonInput {...props} />;
    case 'number':
      return (
        <NumberInput
          {...common}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(next === '' ? null : next)}
        />
      );
    case 'flag':
      return (
        <Switch
          {...common}
          checked={value === true || value === 1}
          onChange={(event) => {
            const { checked } = event.currentTarget;
            onChange(typeof value === 'number' ? Number(checked) : checked);
          }}
        />
      );
    case 'list':
      return (
        <Textarea
          {...common}
          autosize
          minRows={2}
          value={Array.isArray(value) ? value.join('\n') : ''}
          onChange={(event) => onChange(event.currentTarget.value.split('\n'))}
        />
      );
    case 'long':
      return (
        <Textarea
          {...common}
          autosize
          minRows={3}
          maxRows={10}
          value={textOf(value)}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'text':
      return <TextInput {...common} value={textOf(value)} onChange={(event) => onChange(event.currentTarget.value)} />;
  }
}

/** Only `true` counts: the attribute's presence alone would be enough. */
const focusOf = ({ startsHere }: Props) => (startsHere ? { 'data-autofocus': true } : {});

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

function ChoiceInput(props: Props) {
  const { field, label, value, onChange, error } = props;
  const { t } = useTranslation();
  const options = useChoices(field, value);
  if (options === undefined)
    return <TextInput {...focusOf(props)} label={label} value={textOf(value)} readOnly error={error} />;
  return (
    <Select
      {...focusOf(props)}
      label={label}
      data={[...options]}
      value={typeof value === 'string' ? value : null}
      onChange={onChange}
      clearable={field.optional}
      clearButtonProps={{ 'aria-label': t('clear') }}
      searchable={options.length > 8}
      error={error}
    />
  );
}

function MoneyInput(props: Props) {
  const { label, value, onChange, error } = props;
  const { currency } = useWords();
  const scale = 10 ** minorDigits(currency);
  return (
    <NumberInput
      {...focusOf(props)}
      label={label}
      error={error}
      suffix={` ${currency}`}
      decimalScale={minorDigits(currency)}
      value={typeof value === 'number' ? value / scale : ''}
      onChange={(next) => onChange(next === '' ? null : Math.round(Number(next) * scale))}
    />
  );
}

/** A moment as the clocks of the organization show it. */
function MomentInput(props: Props) {
  const { label, value, onChange, error } = props;
  const session = useSession();
  const timeZone = session?.kind === 'signedIn' ? session.timeZone : 'UTC';
  const wall = typeof value === 'number' ? wallTimeAt(value, timeZone) : undefined;
  return (
    <TextInput
      {...focusOf(props)}
      label={label}
      error={error}
      type="datetime-local"
      value={wall ? `${wall.date}T${wall.time}` : ''}
      onChange={(event) => {
        const [date = '', time = ''] = event.currentTarget.value.split('T');
        onChange(momentOf({ date, time }, timeZone));
      }}
    />
  );
}

/** What has no form of its own, as it stands. Only what is JSON becomes the value. */
function JsonInput(props: Props) {
  const { label, value, onChange, error } = props;
  const { t } = useTranslation('sync');
  const [text, setText] = useState(() => JSON.stringify(value, null, 1));
  const [isBroken, setBroken] = useState(false);
  return (
    <Textarea
      {...focusOf(props)}
      label={label}
      error={isBroken ? t('edit.notJson') : error}
      autosize
      minRows={2}
      maxRows={10}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        try {
          onChange(JSON.parse(event.currentTarget.value) as unknown);
          setBroken(false);
        } catch {
          setBroken(true);
        }
      }}
    />
  );
}
