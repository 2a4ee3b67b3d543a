import { VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeError } from '../../../../core/bridge/contract.ts';
import { notifyError } from '../../../ui/notify.ts';
import type { PickOption } from '../../../ui/pick/pick-list.tsx';
import { noneValue } from '../../../ui/pick/pick-options.tsx';
import { Picker } from '../../../ui/pick/picker.tsx';
import classes from './details.module.css';

/**
 * A value that is picked from a list.
 * @param props.value null: none of them
 * @param props.onPick gets null for "none"
 */
export function InlinePick(props: {
  label: string;
  options: readonly PickOption[];
  value: string | null;
  display: ReactNode;
  editable: boolean;
  onPick: (value: string | null) => Promise<BridgeError | undefined>;
  className?: string | undefined;
}) {
  const { t } = useTranslation('lead');
  if (!props.editable)
    return props.className ? <span>{props.display}</span> : <span className={classes.fixed}>{props.display}</span>;
  const pick = async (value: string): Promise<void> => {
    const error = await props.onPick(value === noneValue ? null : value);
    if (error) notifyError(error);
  };
  return (
    <Picker
      options={props.options}
      value={props.value ?? noneValue}
      label={props.label}
      onPick={(value) => void pick(value)}
    >
      {(toggle) => (
        <button
          type="button"
          className={props.className ?? classes.display}
          data-pick
          data-empty={props.value === null || undefined}
          onClick={toggle}
        >
          <VisuallyHidden>{t('edit', { field: props.label })}: </VisuallyHidden>
          {props.display}
        </button>
      )}
    </Picker>
  );
}
