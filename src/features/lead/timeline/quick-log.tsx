import { NativeSelect, TextInput } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import type { BridgeError } from '../../../../core/bridge/contract.ts';
import { activityLog } from '../../../../core/domain/activity/log.ts';
import { useMutate } from '../../../bridge/hooks.ts';
import { newId } from '../../../bridge/ids.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { notifyDone } from '../../../ui/notify.ts';
import { useLead } from '../lead-context.ts';
import { EntryIcon } from './activity-icon.tsx';
import classes from './composer.module.css';
import type { LogType } from './log-types.ts';
import { momentOfOption, whenOptions, type WhenOption } from './when-options.ts';

/** One line that logs what just happened: type, Enter, done. */
export function QuickLog({ type, onClose }: { type: LogType; onClose: () => void }) {
  const { t } = useTranslation('lead');
  const mutate = useMutate();
  const { detail } = useLead();
  const [description, setDescription] = useState('');
  const [when, setWhen] = useState<WhenOption>('now');
  const [error, setError] = useState<BridgeError>();
  const name = t(`composer.type.${type}`);
  const save = async (): Promise<void> => {
    const occurredAt = momentOfOption(when, Date.now());
    const reply = await mutate(activityLog, { id: newId(), leadId: detail.lead.id, type, description, occurredAt });
    if (!reply.ok) {
      setError(reply.error);
      return;
    }
    notifyDone(t('done.logged', { type: name }));
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      event.preventDefault();
      void save();
    } else if (event.key === 'Escape') {
      onClose();
    }
  };
  return (
    <>
      <div className={classes.line}>
        <span className={classes.type}>
          <EntryIcon of={type} />
          {name}
        </span>
        <TextInput
          className={classes.what}
          aria-label={t('composer.logAs', { type: name })}
          placeholder={t(`composer.logPlaceholder.${type}`)}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          ref={focusNow}
        />
        <NativeSelect
          aria-label={t('composer.when')}
          data={whenOptions.map((option) => ({ value: option, label: whenLabel(t, option) }))}
          value={when}
          onChange={(event) => setWhen(event.currentTarget.value as WhenOption)}
          onKeyDown={onKeyDown}
        />
      </div>
      {error && <ErrorNotice error={error} />}
    </>
  );
}

const focusNow = (element: HTMLInputElement | null): void => element?.focus();

function whenLabel(t: TFunction<'lead'>, option: WhenOption): string {
  switch (option) {
    case 'now':
      return t('composer.now');
    case 'yesterday':
      return t('composer.yesterday');
    case 'minutes15':
    case 'minutes30':
      return t('composer.minutesAgo', { count: Number(option.slice(7)) });
    case 'hours1':
    case 'hours2':
    case 'hours4':
      return t('composer.hoursAgo', { count: Number(option.slice(5)) });
  }
}
