import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { BridgeError } from '../../core/bridge/contract.ts';
import { fieldMessage, fieldName } from '../i18n/field-text.ts';
import { errorText } from '../i18n/error-text.ts';
import classes from './error-notice.module.css';

/** Says in place what happened, what is safe and what to do; a bug shows its technical details on demand. */
export function ErrorNotice({
  error,
  onRetry,
  quiet,
  ...words
}: {
  error: BridgeError;
  onRetry?: (() => void) | undefined;
  /** Other words than the error's own, where more is known. */
  title?: string;
  detail?: string;
  /** Without its own ground, where it stands in a list of such things. */
  quiet?: boolean;
}) {
  const { t } = useTranslation('errors');
  const common = useTranslation();
  const { title, detail } = { ...errorText(t, error), ...words };
  const technical = error.kind === 'domain' ? undefined : error.message;
  return (
    <div className={classes.notice} data-quiet={quiet || undefined} role="alert">
      <IconAlertTriangle size={16} stroke={1.75} className={classes.icon} aria-hidden />
      <div className={classes.body}>
        <p className={classes.title}>{title}</p>
        <p className={classes.detail}>{detail}</p>
        {error.kind === 'domain' && error.error.fields && (
          <ul className={classes.fields}>
            {error.error.fields.map((wrong) => (
              <li key={`${wrong.field} ${wrong.code}`}>
                <b>{fieldName(common.t, wrong.field)}</b> {fieldMessage(t, wrong)}
              </li>
            ))}
          </ul>
        )}
        {error.kind === 'bug' && technical && (
          <details className={classes.technical}>
            <summary>{t('showDetails')}</summary>
            <code>{technical}</code>
          </details>
        )}
      </div>
      {onRetry && (
        <Button variant="default" onClick={onRetry}>
          {common.t('retry')}
        </Button>
      )}
    </div>
  );
}
