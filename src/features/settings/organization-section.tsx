import { MultiSelect, NumberInput, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { leaseDaysOf, longestLeaseDays, shortestLeaseDays } from '../../../core/domain/people/lease-days.ts';
import { organizationUpdate } from '../../../core/domain/people/organization-update.ts';
import type { Workspace } from '../../../core/queries/workspace.ts';
import { useFieldOptions } from './field-options.ts';
import { DocumentLimit } from './document-limit.tsx';
import { SettingRow, SettingsPanel } from './settings-panel.tsx';
import { useSettings } from './use-settings.ts';

type Organization = NonNullable<Workspace['organization']>;

/** What holds for the whole organization. */
export function OrganizationSection() {
  const { t } = useTranslation('settings');
  const { data, mayEdit, run } = useSettings('settings:edit');
  const organization = data?.organization;
  if (!organization) return null;
  const save = (field: keyof Organization, to: unknown): void => {
    const from = field === 'requiredLeadFields' ? (JSON.parse(organization[field]) as unknown) : organization[field];
    if (to !== from) void run(organizationUpdate, { id: organization.id, changes: { [field]: { from, to } } });
  };
  return (
    <SettingsPanel title={t('sections.organization')} mayEdit={mayEdit}>
      <OrganizationFields key={organization.version} organization={organization} disabled={!mayEdit} save={save} />
    </SettingsPanel>
  );
}

type Save = (field: keyof Organization, to: unknown) => void;

function OrganizationFields({
  organization,
  disabled,
  save,
}: {
  organization: Organization;
  disabled: boolean;
  save: Save;
}) {
  const { t } = useTranslation('settings');
  const [name, setName] = useState(organization.name);
  const [leaseDays, setLeaseDays] = useState<number | string>(leaseDaysOf(organization));
  const [trashDays, setTrashDays] = useState<number | string>(organization.trashDays);
  const fieldOptions = useFieldOptions('leads');
  return (
    <>
      <SettingRow label={t('organization.name')} htmlFor="organization-name">
        <TextInput
          id="organization-name"
          w={240}
          value={name}
          disabled={disabled}
          onChange={(event) => setName(event.currentTarget.value)}
          onBlur={() => (name.trim() === '' ? setName(organization.name) : save('name', name.trim()))}
        />
      </SettingRow>
      <SettingRow label={t('organization.timeZone')} description={t('organization.timeZoneText')} htmlFor="time-zone">
        <Select
          id="time-zone"
          w={240}
          searchable
          limit={60}
          allowDeselect={false}
          disabled={disabled}
          value={organization.timeZone}
          data={zonesWith(organization.timeZone)}
          onChange={(zone) => save('timeZone', zone)}
        />
      </SettingRow>
      <SettingRow label={t('organization.currency')} description={t('organization.currencyText')} htmlFor="currency">
        <Select
          id="currency"
          w={240}
          searchable
          limit={60}
          allowDeselect={false}
          disabled={disabled}
          value={organization.currency}
          data={Intl.supportedValuesOf('currency')}
          onChange={(currency) => save('currency', currency)}
        />
      </SettingRow>
      <SettingRow
        label={t('organization.trashDays')}
        description={t('organization.trashDaysText')}
        htmlFor="trash-days"
      >
        <NumberInput
          id="trash-days"
          w={96}
          min={1}
          max={3650}
          allowDecimal={false}
          disabled={disabled}
          value={trashDays}
          onChange={setTrashDays}
          onBlur={() =>
            typeof trashDays === 'number' ? save('trashDays', trashDays) : setTrashDays(organization.trashDays)
          }
        />
      </SettingRow>
      <SettingRow
        label={t('organization.leaseDays')}
        description={t('organization.leaseDaysText')}
        htmlFor="lease-days"
      >
        <NumberInput
          id="lease-days"
          w={96}
          min={shortestLeaseDays}
          max={longestLeaseDays}
          allowDecimal={false}
          disabled={disabled}
          value={leaseDays}
          onChange={setLeaseDays}
          onBlur={() =>
            typeof leaseDays === 'number' && leaseDays !== leaseDaysOf(organization)
              ? save('leaseDays', leaseDays)
              : setLeaseDays(leaseDaysOf(organization))
          }
        />
      </SettingRow>
      <DocumentLimit documentMaxBytes={organization.documentMaxBytes} disabled={disabled} save={save} />
      <SettingRow
        label={t('organization.required')}
        description={t('organization.requiredText')}
        htmlFor="required-fields"
      >
        <MultiSelect
          id="required-fields"
          w={240}
          searchable
          disabled={disabled}
          value={JSON.parse(organization.requiredLeadFields) as string[]}
          data={fieldOptions}
          placeholder={organization.requiredLeadFields === '[]' ? t('organization.requiredPlaceholder') : ''}
          onChange={(fields) => save('requiredLeadFields', fields)}
        />
      </SettingRow>
    </>
  );
}

/** The zones this system knows; an organization's own may be spelled in another way. */
function zonesWith(zone: string): string[] {
  const zones = Intl.supportedValuesOf('timeZone');
  return zones.includes(zone) ? zones : [zone, ...zones];
}
