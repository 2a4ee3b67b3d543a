import type { LeadCreateArgs } from '../../../../core/domain/lead/create.ts';
import type { FieldError } from '../../../../core/kernel/errors.ts';
import { amountOf } from '../details/field-values.ts';

/** The form of a new lead, as it is typed. Ids are empty where nothing is chosen. */
export type LeadForm = {
  readonly firstName: string;
  readonly lastName: string;
  readonly company: string;
  readonly email: string;
  readonly phone: string;
  readonly pipelineId: string;
  readonly stageId: string;
  readonly assigneeId: string;
  readonly sourceId: string;
  readonly businessIds: string[];
  readonly priority: string;
  readonly value: string;
  readonly note: string;
};

export type LeadFormField = keyof LeadForm;

export const emptyForm: LeadForm = {
  firstName: '',
  lastName: '',
  company: '',
  email: '',
  phone: '',
  pipelineId: '',
  stageId: '',
  assigneeId: '',
  sourceId: '',
  businessIds: [],
  priority: 'medium',
  value: '',
  note: '',
};

/** What stays filled in for the next lead: several leads of one fair differ in their person, not in their source. */
export function formAfter(form: LeadForm): LeadForm {
  const { pipelineId, stageId, assigneeId, sourceId, businessIds, priority } = form;
  return { ...emptyForm, pipelineId, stageId, assigneeId, sourceId, businessIds, priority };
}

const textOrNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/**
 * @param form its value is a number or empty
 * @param currency in which the value was typed
 * @returns what `lead.create` takes
 */
export function createArgs(
  id: string,
  form: LeadForm,
  currency: string,
  onDuplicate: 'refuse' | 'accept',
): LeadCreateArgs {
  return {
    id,
    firstName: textOrNull(form.firstName),
    lastName: textOrNull(form.lastName),
    company: textOrNull(form.company),
    email: textOrNull(form.email),
    phones: form.phone.trim() === '' ? [] : [form.phone.trim()],
    priority: form.priority,
    valueMinor: amountOf(form.value, currency),
    currency,
    sourceId: textOrNull(form.sourceId),
    assigneeId: textOrNull(form.assigneeId),
    pipelineId: textOrNull(form.pipelineId),
    stageId: textOrNull(form.stageId),
    businessIds: form.businessIds,
    note: textOrNull(form.note),
    onDuplicate,
  };
}

const fieldOfArgument: Readonly<Record<string, LeadFormField>> = { phones: 'phone', valueMinor: 'value' };

/** @returns the input that a domain error's field belongs to; undefined when the form has none for it */
export function inputOf({ field }: FieldError): LeadFormField | undefined {
  const name = field.split('.')[0]!;
  const input = fieldOfArgument[name] ?? name;
  return Object.hasOwn(emptyForm, input) ? (input as LeadFormField) : undefined;
}

/** @returns whether anything has been typed that would be lost */
export function isTouched(form: LeadForm): boolean {
  return [form.firstName, form.lastName, form.company, form.email, form.phone, form.value, form.note].some(
    (text) => text.trim() !== '',
  );
}
