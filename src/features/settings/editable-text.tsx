import { useState } from 'react';
import classes from './settings.module.css';

/**
 * A text that is edited in its place: Enter or leaving saves, Escape takes back.
 * @param props.onSave only called for a text that is not empty and differs
 */
export function EditableText(props: {
  value: string;
  label: string;
  disabled?: boolean;
  strong?: boolean;
  onSave: (value: string) => void;
}) {
  const [draft, setDraft] = useState<string>();
  const save = (): void => {
    const text = draft?.trim() ?? '';
    if (text !== '' && text !== props.value) props.onSave(text);
    setDraft(undefined);
  };
  return (
    <input
      className={classes.editable}
      data-strong={props.strong || undefined}
      aria-label={props.label}
      value={draft ?? props.value}
      readOnly={props.disabled}
      maxLength={255}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save();
        if (event.key === 'Escape') {
          event.stopPropagation();
          setDraft(undefined);
        }
      }}
    />
  );
}
