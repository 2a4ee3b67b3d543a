import { useTranslation } from 'react-i18next';
import type { BridgeError } from '../../../../core/bridge/contract.ts';
import { openLead } from '../../../app/router.ts';
import { errorText } from '../../../i18n/error-text.ts';
import { fieldErrorOf, problemText, takenBy } from '../field-problem.ts';
import classes from './details.module.css';

/**
 * Why a field's value was refused, below the field.
 * @param props.onAccept saves although another lead has the address; offered only then
 */
export function FieldMessage(props: { id: string; field: string; error: BridgeError; onAccept?: () => void }) {
  const { t } = useTranslation('lead');
  const errors = useTranslation('errors').t;
  const { field, error } = props;
  const entry = fieldErrorOf(error, field);
  const other = takenBy(error);
  const isTaken = entry?.code === 'taken';
  const words = other
    ? t('problem.emailTaken', { name: other.name })
    : entry
      ? problemText(t, entry, field)
      : errorText(errors, error).title;
  return (
    <div className={classes.message} id={props.id} role="alert">
      {words}
      {other && (
        <button type="button" className={classes.messageAction} onClick={() => openLead(other.leadId)}>
          {t('problem.openThat', { name: other.name })}
        </button>
      )}
      {isTaken && props.onAccept && (
        <button type="button" className={classes.messageAction} onClick={props.onAccept}>
          {t('problem.saveAnyway')}
        </button>
      )}
    </div>
  );
}
