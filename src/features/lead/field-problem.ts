import type { TFunction } from 'i18next';
import type { BridgeError } from '../../../core/bridge/contract.ts';
import type { FieldError } from '../../../core/kernel/errors.ts';

/** Another lead that has the address already; without a name when the person does not see it. */
export type TakenBy = { readonly leadId: string; readonly name: string };

/** @returns the entry of an error that is about a field, wherever in the arguments the field stands */
export function fieldErrorOf(error: BridgeError, field: string): FieldError | undefined {
  if (error.kind !== 'domain') return undefined;
  return error.error.fields?.find((entry) => entry.field.split('.').includes(field));
}

/** @returns the lead that has the same address, when that is why a write was refused and the person may see it */
export function takenBy(error: BridgeError): TakenBy | undefined {
  if (error.kind !== 'domain' || error.error.code !== 'EMAIL_TAKEN') return undefined;
  const { leadId, name } = error.error.details;
  return typeof leadId === 'string' && typeof name === 'string' ? { leadId, name } : undefined;
}

const numeric: ReadonlySet<string> = new Set([
  'valueMinor',
  'employees',
  'quantity',
  'unitPriceMinor',
  'discountPercent',
]);

/** What is wrong with a field's value, in the person's words. @param field the lead field's name */
export function problemText(t: TFunction<'lead'>, entry: FieldError, field: string): string {
  switch (entry.code) {
    case 'taken':
      return t('problem.emailTakenUnseen');
    case 'name_required':
      return t('problem.nameRequired');
    case 'required':
    case 'too_small':
      return numeric.has(field) ? t('problem.outOfRange') : t('problem.required');
    case 'too_big':
      return numeric.has(field) ? t('problem.outOfRange') : t('problem.tooLong');
    case 'unknown':
      return t('problem.unknown');
    case 'invalid_type':
      return numeric.has(field) ? t('problem.outOfRange') : t('problem.other', { message: entry.message });
    case 'invalid_format':
    case 'custom': {
      const format = formatOf(field);
      return format ? t(`problem.${format}`) : t('problem.other', { message: entry.message });
    }
    default:
      return t('problem.other', { message: entry.message });
  }
}

function formatOf(field: string): 'email' | 'phone' | 'url' | undefined {
  if (field === 'email') return 'email';
  if (field === 'phones') return 'phone';
  return field === 'website' ? 'url' : undefined;
}

/** A refusal as the domain would word it, for what cannot even be sent: a text that is no number. */
export function notANumber(field: string): BridgeError {
  const fields = [{ field, code: 'too_small', message: 'must be a number' }];
  return { kind: 'domain', error: { code: 'VALIDATION_FAILED', details: {}, fields } };
}
