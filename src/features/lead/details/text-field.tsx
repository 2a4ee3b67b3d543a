import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { useLead } from '../lead-context.ts';
import { FieldRow } from './field-row.tsx';
import { InlineText } from './inline-text.tsx';

/** Fields of a lead that are one line of text. */
type TextField =
  | 'firstName'
  | 'lastName'
  | 'company'
  | 'title'
  | 'position'
  | 'branch'
  | 'email'
  | 'website'
  | 'location'
  | 'utmSource'
  | 'utmMedium'
  | 'utmCampaign';

/** A line of text of the lead, edited in its place. @param props.trailing a link beside it */
export function TextFieldRow(props: { field: TextField; type?: 'email' | 'url'; trailing?: ReactNode }) {
  const { t } = useTranslation();
  const { detail, may, save } = useLead();
  const { field } = props;
  const value = detail.lead[field];
  const label = t(`leadField.${field}`);
  const written = (text: string) => (text.trim() === '' ? null : text);
  return (
    <FieldRow label={label}>
      <InlineText
        field={field}
        label={label}
        value={value ?? ''}
        type={props.type ?? 'text'}
        editable={may.edit}
        onSave={(text) => save(field, value, written(text))}
        {...(field === 'email' ? { onAccept: (text: string) => save(field, value, written(text), 'accept') } : {})}
        trailing={props.trailing}
      />
    </FieldRow>
  );
}
