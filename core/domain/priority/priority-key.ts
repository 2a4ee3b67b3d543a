import { z } from 'zod';
import { isUuid } from '../../kernel/ids.ts';
import { priorities } from '../../schema/leads.ts';

const isKey = (text: string): boolean => (priorities as readonly string[]).includes(text) || isUuid(text);

/** What a lead's `priority` holds: one of the four words, or the id of a further priority. Whether there is such a one, a rule says. */
export const priorityKey: z.ZodType<string> = z.string().refine(isKey, 'must be the key of a priority');
