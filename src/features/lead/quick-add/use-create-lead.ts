import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UseFormReturn } from 'react-hook-form';
import type { BridgeError } from '../../../../core/bridge/contract.ts';
import { leadCreate } from '../../../../core/domain/lead/create.ts';
import { useMutate } from '../../../bridge/hooks.ts';
import { newId } from '../../../bridge/ids.ts';
import { amountOf } from '../details/field-values.ts';
import { problemText, takenBy, type TakenBy } from '../field-problem.ts';
import { createArgs, inputOf, type LeadForm } from './lead-form.ts';

export type CreateLead = {
  /** @returns the new lead's id; undefined when something is wrong, which the form then shows */
  readonly create: (form: LeadForm, onDuplicate?: 'refuse' | 'accept') => Promise<string | undefined>;
  /** The lead that has the address already; `null` as id when the person may not see it. */
  readonly clash: { readonly other: TakenBy | undefined } | undefined;
  /** What is about no field of the form. */
  readonly error: BridgeError | undefined;
};

/** Saves a new lead; what the domain refuses lands at the inputs it is about. */
export function useCreateLead(form: UseFormReturn<LeadForm>, currency: string): CreateLead {
  const { t } = useTranslation('lead');
  const mutate = useMutate();
  const [clash, setClash] = useState<CreateLead['clash']>();
  const [error, setError] = useState<BridgeError>();

  const refuse = (refused: BridgeError): void => {
    const fields = refused.kind === 'domain' ? (refused.error.fields ?? []) : [];
    const other = takenBy(refused);
    const placed = fields.filter((entry) => {
      const input = inputOf(entry);
      const words = other
        ? t('problem.emailTaken', { name: other.name })
        : problemText(t, entry, entry.field.split('.')[0]!);
      if (input) form.setError(input, { message: words });
      return input !== undefined;
    });
    const first = placed[0] && inputOf(placed[0]);
    if (first) form.setFocus(first);
    const isClash = refused.kind === 'domain' && refused.error.code === 'EMAIL_TAKEN';
    setClash(isClash ? { other } : undefined);
    setError(placed.length === 0 ? refused : undefined);
  };

  const create = async (values: LeadForm, onDuplicate: 'refuse' | 'accept' = 'refuse'): Promise<string | undefined> => {
    setClash(undefined);
    setError(undefined);
    if (Number.isNaN(amountOf(values.value, currency))) {
      form.setError('value', { message: t('problem.outOfRange') }, { shouldFocus: true });
      return undefined;
    }
    const id = newId();
    const reply = await mutate(leadCreate, createArgs(id, values, currency, onDuplicate));
    if (reply.ok) return id;
    refuse(reply.error);
    return undefined;
  };
  return { create, clash, error };
}
