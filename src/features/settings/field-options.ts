import { useTranslation } from 'react-i18next';
import { leadFieldNames } from '../../../core/domain/lead/lead-fields.ts';
import { opportunityFields } from '../../../core/domain/opportunity/opportunity-fields.ts';
import { fieldName } from '../../i18n/field-text.ts';

const fieldsOf = { leads: leadFieldNames, opportunities: Object.keys(opportunityFields) } as const;

/** @returns the fields that may be required in a module, by name, for a select */
export function useFieldOptions(module: keyof typeof fieldsOf): { value: string; label: string }[] {
  const { t } = useTranslation('common');
  return fieldsOf[module].map((field) => ({ value: field, label: fieldName(t, field) }));
}
