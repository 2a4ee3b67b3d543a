import { useTranslation } from 'react-i18next';
import { Money } from '../../../ui/money.tsx';
import { sourceOptions, teamOptions } from '../../../ui/pick/pick-options.tsx';
import { notANumber } from '../field-problem.ts';
import { useLead } from '../lead-context.ts';
import { BusinessesField } from './businesses-field.tsx';
import { FieldGroup, FieldRow } from './field-row.tsx';
import { amountOf, amountText } from './field-values.ts';
import { InlinePick } from './inline-pick.tsx';
import { InlineText } from './inline-text.tsx';

/** Where the lead came from and what it is worth. */
export function SalesFields() {
  const { t } = useTranslation(['lead', 'common']);
  const { detail, workspace, may, save } = useLead();
  const { lead, source, team } = detail;
  const usable = workspace.sources.filter(({ teamId }) => teamId === null || teamId === lead.teamId);
  return (
    <FieldGroup title={t('details.sales')}>
      <ValueField />
      <FieldRow label={t('common:leadField.sourceId')}>
        <InlinePick
          label={t('common:leadField.sourceId')}
          options={sourceOptions({ ...workspace, sources: usable }, t('noSource'))}
          value={lead.sourceId}
          display={source?.name ?? t('empty')}
          editable={may.edit}
          onPick={(id) => save('sourceId', lead.sourceId, id)}
        />
      </FieldRow>
      <FieldRow label={t('common:leadField.teamId')}>
        <InlinePick
          label={t('common:leadField.teamId')}
          options={teamOptions(workspace, t('noTeam'))}
          value={lead.teamId}
          display={team?.name ?? t('empty')}
          editable={may.assign}
          onPick={(id) => save('teamId', lead.teamId, id)}
        />
      </FieldRow>
      <BusinessesField />
    </FieldGroup>
  );
}

/** The lead's value in its currency. */
function ValueField() {
  const { t } = useTranslation();
  const { detail, may, save } = useLead();
  const { valueMinor, currency } = detail.lead;
  const label = t('leadField.valueMinor');
  return (
    <FieldRow label={label}>
      <InlineText
        field="valueMinor"
        label={`${label} (${currency})`}
        value={amountText(valueMinor, currency)}
        display={<Money minor={valueMinor} currency={currency} />}
        editable={may.edit}
        onSave={async (text) => {
          const amount = amountOf(text, currency);
          return Number.isNaN(amount) ? notANumber('valueMinor') : save('valueMinor', valueMinor, amount);
        }}
      />
    </FieldRow>
  );
}
