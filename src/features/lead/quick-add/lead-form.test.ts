import { expect, test } from 'vitest';
import { leadCreateArgs } from '../../../../core/domain/lead/create.ts';
import { newId } from '../../../bridge/ids.ts';
import { createArgs, emptyForm, formAfter, inputOf, isTouched } from './lead-form.ts';

const form = {
  ...emptyForm,
  firstName: ' Anna ',
  company: 'Weber',
  phone: '+49 40 5550012',
  value: '18750,50',
  priority: 'high',
} as const;

test('the domain takes what the form makes', () => {
  const parsed = leadCreateArgs.parse(createArgs(newId(), { ...form, businessIds: [] }, 'EUR', 'refuse'));
  expect(parsed).toMatchObject({
    firstName: 'Anna',
    lastName: null,
    phones: ['+49 40 5550012'],
    valueMinor: 1_875_050,
    sourceId: null,
  });
});

test('domain errors find their input', () => {
  const error = (field: string) => ({ field, code: 'x', message: '' });
  expect(inputOf(error('phones.0'))).toBe('phone');
  expect(inputOf(error('valueMinor'))).toBe('value');
  expect(inputOf(error('lastName'))).toBe('lastName');
  expect(inputOf(error('teamId'))).toBeUndefined();
});

test('the next lead keeps what leads of one occasion share', () => {
  const next = formAfter({ ...form, businessIds: ['b'], sourceId: 's' });
  expect(next).toMatchObject({ firstName: '', value: '', sourceId: 's', businessIds: ['b'], priority: 'high' });
  expect(isTouched(next)).toBe(false);
  expect(isTouched({ ...form, businessIds: [] })).toBe(true);
});
