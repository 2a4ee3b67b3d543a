import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../i18n/use-format.ts';
import { DateText, RelativeTime } from '../../../ui/date-text.tsx';
import { useLead } from '../lead-context.ts';
import classes from './details.module.css';
import { FieldGroup, FieldRow } from './field-row.tsx';

/** What the application itself knows about the lead. */
export function RecordFields() {
  const { t } = useTranslation(['lead', 'common']);
  const format = useFormat();
  const { detail, workspace } = useLead();
  const { lead } = detail;
  const creator = workspace.userById.get(lead.createdBy)?.name;
  return (
    <FieldGroup title={t('details.record')}>
      <FieldRow label={t('details.number')}>
        <span className={classes.fixed}>{lead.slug ?? t('details.numberPending')}</span>
      </FieldRow>
      <FieldRow label={t('details.lastContacted')}>
        <span className={classes.fixed}>
          {lead.lastContactedAt === null ? t('details.never') : <RelativeTime at={lead.lastContactedAt} />}
        </span>
      </FieldRow>
      <FieldRow label={t('details.stageSince')}>
        <span className={classes.fixed}>
          <DateText at={lead.stageSince} />
        </span>
      </FieldRow>
      <FieldRow label={t('details.updated')}>
        <span className={classes.fixed}>
          <RelativeTime at={lead.updatedAt} />
        </span>
      </FieldRow>
      <FieldRow label={t('details.created')}>
        <span className={classes.fixed}>
          {creator ? (
            t('details.createdBy', { when: format.date(lead.createdAt), name: creator })
          ) : (
            <DateText at={lead.createdAt} />
          )}
        </span>
      </FieldRow>
    </FieldGroup>
  );
}
