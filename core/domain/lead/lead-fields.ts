import { z } from 'zod';
import { changesOf, optionalFields, type FieldChanges, type FieldValues } from '../fields/changes.ts';
import { longTextMax, optionalEmail, optionalText, optionalWebsite, phoneList } from '../fields/text-fields.ts';
import { priorityKey } from '../priority/priority-key.ts';
import { amountMinor, currencyCode, integer, optionalRef, timeMs } from '../fields/value-fields.ts';

const networks = ['youtube', 'facebook', 'instagram', 'twitter'] as const;

/** A lead's addresses on social networks. */
export type SocialMedia = { readonly [K in (typeof networks)[number]]?: string };

/** Only what is filled in, always in the same order, so that equal contents are equal texts. */
const socialMedia: z.ZodType<SocialMedia | null> = z
  .object(optionalFields(Object.fromEntries(networks.map((network) => [network, optionalText()]))))
  .transform((given) => {
    const filled = networks.flatMap((network) => (given[network] ? [[network, given[network]]] : []));
    return filled.length > 0 ? (Object.fromEntries(filled) as SocialMedia) : null;
  })
  .nullable();

/** Every field of a lead that a person edits, with its limits. Forms, REST, sync and import all check with these. */
export const leadFields = {
  firstName: optionalText(),
  lastName: optionalText(),
  company: optionalText(),
  title: optionalText(),
  position: optionalText(),
  branch: optionalText(),
  email: optionalEmail,
  phones: phoneList,
  website: optionalWebsite,
  location: optionalText(),
  description: optionalText(longTextMax),
  socialMedia,
  priority: priorityKey,
  valueMinor: amountMinor.nullable(),
  currency: currencyCode,
  sourceId: optionalRef,
  teamId: optionalRef,
  assigneeId: optionalRef,
  contactId: optionalRef,
  accountId: optionalRef,
  utmSource: optionalText(),
  utmMedium: optionalText(),
  utmCampaign: optionalText(),
  employees: integer(0).nullable(),
  lastContactedAt: timeMs.nullable(),
  applicationId: optionalText(),
} as const;

export type LeadField = keyof typeof leadFields;
export type LeadValues = FieldValues<typeof leadFields>;
export type LeadChanges = FieldChanges<typeof leadFields>;

/** What `lead.update` takes as `changes`. */
export const leadChanges: z.ZodType<LeadChanges> = changesOf(leadFields);

/** Names of the fields, in the order in which forms show them. */
export const leadFieldNames = Object.keys(leadFields) as LeadField[];

/** What identifies one person: never set on many leads at once. */
const personal = ['firstName', 'lastName', 'email', 'phones', 'socialMedia', 'contactId', 'applicationId'] as const;

/** Fields that may be set on many leads at once. */
export const bulkLeadFields = Object.fromEntries(
  Object.entries(leadFields).filter(([name]) => !(personal as readonly string[]).includes(name)),
) as Omit<typeof leadFields, (typeof personal)[number]>;
