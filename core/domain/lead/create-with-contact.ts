import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { insert } from '../../schema/typed-reads.ts';
import { contactCreateArgs, newContactRow } from '../contact/create.ts';
import { createLead, leadCreateArgs } from './create.ts';

const args = z.object({
  contact: contactCreateArgs,
  /** As for `lead.create`; its contact is the new one, whose name, address and numbers it takes unless it says others. */
  lead: leadCreateArgs,
});

/**
 * Makes a contact and a lead for it in one step.
 * Refuses as `contact.create` and `lead.create` do; then neither is made.
 */
export const leadCreateWithContact = defineMutator({
  name: 'lead.createWithContact',
  args,
  *decide({ contact, lead }, ctx) {
    const row = yield* newContactRow(contact, ctx, (field) => `contact.${field}`);
    return [insert('contacts', row), ...(yield* createLead(lead, ctx, row))];
  },
});
