import { requiredText } from '../fields/text-fields.ts';
import { colorName } from '../pipeline/colors.ts';

/** Every field of a business that a person edits. */
export const businessFields = { name: requiredText(), color: colorName } as const;
