import { ActionIcon } from '@mantine/core';
import { IconExternalLink, IconMail } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { notANumber } from '../field-problem.ts';
import { useLead } from '../lead-context.ts';
import classes from './details.module.css';
import { FieldGroup, FieldRow } from './field-row.tsx';
import { webAddress } from './field-values.ts';
import { InlineText } from './inline-text.tsx';
import { PhonesField } from './phones-field.tsx';
import { RecordFields } from './record-fields.tsx';
import { SalesFields } from './sales-fields.tsx';
import { SocialFields } from './social-fields.tsx';
import { TextFieldRow } from './text-field.tsx';

/** Marks the panel for the shortcut that edits its first field. */
export const detailsAttribute = 'data-lead-details';

/** Every field of the lead, edited in its place. */
export function DetailsPanel() {
  const { t } = useTranslation('lead');
  return (
    <div className={classes.panel} {...{ [detailsAttribute]: true }}>
      <FieldGroup title={t('details.person')}>
        <TextFieldRow field="firstName" />
        <TextFieldRow field="lastName" />
        <TextFieldRow field="title" />
        <TextFieldRow field="position" />
        <TextFieldRow field="email" type="email" trailing={<EmailLink />} />
        <PhonesField />
      </FieldGroup>
      <FieldGroup title={t('details.company')}>
        <TextFieldRow field="company" />
        <TextFieldRow field="branch" />
        <TextFieldRow field="website" type="url" trailing={<WebsiteLink />} />
        <EmployeesField />
        <TextFieldRow field="location" />
      </FieldGroup>
      <SalesFields />
      <DescriptionField />
      <SocialFields />
      <FieldGroup title={t('details.campaign')}>
        <TextFieldRow field="utmSource" />
        <TextFieldRow field="utmMedium" />
        <TextFieldRow field="utmCampaign" />
      </FieldGroup>
      <RecordFields />
    </div>
  );
}

function DescriptionField() {
  const { t } = useTranslation('lead');
  const { detail, may, save } = useLead();
  const { description } = detail.lead;
  return (
    <section className={classes.group}>
      <h2 className={classes.heading}>{t('details.description')}</h2>
      <InlineText
        field="description"
        label={t('details.description')}
        value={description ?? ''}
        editable={may.edit}
        isLong
        onSave={(text) => save('description', description, text.trim() === '' ? null : text)}
      />
    </section>
  );
}

function EmployeesField() {
  const { t } = useTranslation();
  const { detail, may, save } = useLead();
  const { employees } = detail.lead;
  const label = t('leadField.employees');
  return (
    <FieldRow label={label}>
      <InlineText
        field="employees"
        label={label}
        value={employees === null ? '' : String(employees)}
        editable={may.edit}
        onSave={async (text) => {
          const count = text.trim() === '' ? null : Number(text);
          return Number.isNaN(count) ? notANumber('employees') : save('employees', employees, count);
        }}
      />
    </FieldRow>
  );
}

function EmailLink() {
  const { t } = useTranslation('lead');
  const { email } = useLead().detail.lead;
  return (
    <ActionIcon
      component="a"
      href={`mailto:${email ?? ''}`}
      aria-label={t('details.write', { email })}
      className={classes.link}
    >
      <IconMail size={14} stroke={1.75} />
    </ActionIcon>
  );
}

function WebsiteLink() {
  const { t } = useTranslation('lead');
  const { website } = useLead().detail.lead;
  return (
    <ActionIcon
      component="a"
      href={webAddress(website ?? '')}
      target="_blank"
      rel="noreferrer"
      aria-label={t('details.visit', { website })}
      className={classes.link}
    >
      <IconExternalLink size={14} stroke={1.75} />
    </ActionIcon>
  );
}
