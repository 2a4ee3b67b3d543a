import type { z } from 'zod';
import { fieldErrors } from '../../core/kernel/decide-mutation.ts';
import type { FieldError } from '../../core/kernel/errors.ts';

/** One entry for each bad field, also for those that the schema does not know. */
export function errorsOf(error: z.ZodError): readonly FieldError[] {
  const unknown = error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key].join('.')) : [],
  );
  const known = fieldErrors(error).filter(({ code }) => code !== 'unrecognized_keys');
  return [...known, ...unknown.map((field) => ({ field, code: 'unknown', message: 'is not known here' }))];
}
