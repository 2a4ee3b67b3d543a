import { Textarea, TextInput, VisuallyHidden } from '@mantine/core';
import { useId, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeError } from '../../../../core/bridge/contract.ts';
import classes from './details.module.css';
import { FieldMessage } from './field-message.tsx';
import { useInlineEdit } from './use-inline-edit.ts';

const focusAndSelect = (element: HTMLInputElement | HTMLTextAreaElement | null): void => {
  element?.focus();
  element?.select();
};

/**
 * A text that becomes an input when one clicks it or presses Enter on it.
 * @param props.field the lead field, by which errors find their place
 * @param props.label what assistive technology calls it
 * @param props.value as it is edited; `display` is how it looks
 * @param props.onAccept saves although another lead has the same address
 * @param props.trailing what stands beside the value, e.g. a link
 */
export function InlineText(props: {
  field: string;
  label: string;
  value: string;
  display?: ReactNode;
  type?: 'text' | 'email' | 'url';
  editable: boolean;
  isLong?: boolean;
  onSave: (text: string) => Promise<BridgeError | undefined>;
  onAccept?: (text: string) => Promise<BridgeError | undefined>;
  trailing?: ReactNode;
}) {
  const { t } = useTranslation('lead');
  const messageId = useId();
  const { label, value, isLong = false, onAccept } = props;
  const display = useRef<HTMLButtonElement>(null);
  const edit = useInlineEdit(value, props.onSave, { isLong, onClosed: () => display.current?.focus() });
  if (!edit.isEditing) {
    return (
      <span className={classes.shown}>
        {props.editable ? (
          <button
            type="button"
            ref={display}
            className={classes.display}
            data-long={isLong || undefined}
            data-empty={value === '' || undefined}
            onClick={edit.begin}
          >
            <VisuallyHidden>{t('edit', { field: label })}: </VisuallyHidden>
            {value === '' ? t('empty') : (props.display ?? value)}
          </button>
        ) : (
          <span className={classes.fixed}>{value === '' ? '–' : (props.display ?? value)}</span>
        )}
        {value !== '' && props.trailing}
      </span>
    );
  }
  const shared = {
    'aria-label': label,
    'aria-describedby': edit.error ? messageId : undefined,
    error: edit.error !== undefined,
    value: edit.text,
    onChange: (event: { currentTarget: { value: string } }) => edit.type(event.currentTarget.value),
    onKeyDown: edit.onKeyDown,
    onBlur: edit.onBlur,
    ref: focusAndSelect,
  };
  return (
    <div className={classes.editing}>
      {isLong ? (
        <Textarea {...shared} autosize minRows={4} maxRows={16} description={t('details.saveHint')} />
      ) : (
        <TextInput {...shared} type={props.type ?? 'text'} />
      )}
      {edit.error && (
        <FieldMessage
          id={messageId}
          field={props.field}
          error={edit.error}
          {...(onAccept ? { onAccept: () => void edit.commit(onAccept) } : {})}
        />
      )}
    </div>
  );
}
