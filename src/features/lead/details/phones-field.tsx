import { ActionIcon, TextInput, VisuallyHidden } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeError } from '../../../../core/bridge/contract.ts';
import { useLead } from '../lead-context.ts';
import classes from './details.module.css';
import { FieldMessage } from './field-message.tsx';
import { FieldRow } from './field-row.tsx';

/** All numbers of the lead; edited together, one line a number. */
export function PhonesField() {
  const { t } = useTranslation(['lead', 'common']);
  const { detail, may } = useLead();
  const [isEditing, setEditing] = useState(false);
  const display = useRef<HTMLButtonElement>(null);
  const returnsFocus = useRef(false);
  const label = t('common:leadField.phones');
  const { phones } = detail;
  const close = (withFocus: boolean): void => {
    setEditing(false);
    returnsFocus.current = withFocus;
  };
  useEffect(() => {
    if (isEditing || !returnsFocus.current) return;
    returnsFocus.current = false;
    display.current?.focus();
  }, [isEditing]);
  if (isEditing) {
    return (
      <FieldRow label={label}>
        <PhoneInputs phones={phones} onClose={close} />
      </FieldRow>
    );
  }
  const shown = phones.length > 0 ? phones : [''];
  return (
    <FieldRow label={label}>
      <span className={classes.phones}>
        {shown.map((phone, i) => (
          <span key={phone} className={classes.shown}>
            {may.edit ? (
              <button
                type="button"
                ref={i === 0 ? display : undefined}
                className={classes.display}
                data-empty={phone === '' || undefined}
                onClick={() => setEditing(true)}
              >
                <VisuallyHidden>{t('edit', { field: label })}: </VisuallyHidden>
                {phone === '' ? t('empty') : phone}
              </button>
            ) : (
              <span className={classes.fixed}>{phone === '' ? '–' : phone}</span>
            )}
            {phone !== '' && (
              <ActionIcon
                component="a"
                href={`tel:${phone.replace(/[^+\d]/g, '')}`}
                aria-label={t('details.call', { phone })}
                className={classes.link}
              >
                <IconPhone size={14} stroke={1.75} />
              </ActionIcon>
            )}
          </span>
        ))}
      </span>
    </FieldRow>
  );
}

type Line = { readonly key: number; readonly text: string };

function PhoneInputs({ phones, onClose }: { phones: readonly string[]; onClose: (withFocus: boolean) => void }) {
  const { t } = useTranslation('lead');
  const { save } = useLead();
  const messageId = useId();
  const [lines, setLines] = useState<readonly Line[]>(() => [...phones, ''].map((text, key) => ({ key, text })));
  const [error, setError] = useState<BridgeError>();
  const commit = async (withFocus: boolean): Promise<void> => {
    const next = lines.map(({ text }) => text.trim()).filter((text) => text !== '');
    if (JSON.stringify(next) === JSON.stringify(phones)) {
      onClose(withFocus);
      return;
    }
    const refused = await save('phones', phones, next);
    setError(refused);
    if (!refused) onClose(withFocus);
  };
  const change = (key: number, text: string): void => {
    const changed = lines.map((line) => (line.key === key ? { key, text } : line));
    const isFull = changed.at(-1)!.text !== '';
    setLines(isFull ? [...changed, { key: changed.length, text: '' }] : changed);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onClose(true);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      void commit(true);
    }
  };
  const onBlur = (event: FocusEvent): void => {
    const stays = event.currentTarget.closest('[data-phones]')?.contains(event.relatedTarget);
    if (!stays && !error) void commit(false);
  };
  return (
    <div className={classes.phoneInputs} data-phones>
      {lines.map(({ key, text }) => (
        <TextInput
          key={key}
          type="tel"
          aria-label={t('details.phone', { n: key + 1 })}
          aria-describedby={error ? messageId : undefined}
          placeholder={t('details.addPhone')}
          error={error !== undefined}
          value={text}
          onChange={(event) => change(key, event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onBlur={onBlur}
          ref={key === 0 ? focusOnce : undefined}
        />
      ))}
      {error && <FieldMessage id={messageId} field="phones" error={error} />}
    </div>
  );
}

const focusOnce = (element: HTMLInputElement | null): void => element?.focus();
