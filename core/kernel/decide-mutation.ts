import type { z } from 'zod';
import { DomainError, type FieldError } from './errors.ts';
import type { AnyMutator, MutationContext } from './mutator.ts';
import type { ReadProgram } from './reads.ts';
import type { RowChange } from './rows.ts';

/** Longest JSON text of one mutation's arguments, in UTF-16 code units: far above any form, far below what stalls a push. */
export const maxArgsLength = 256 * 1024;

/** Finds a mutator by its permanent name. */
export type MutatorRegistry = ReadonlyMap<string, AnyMutator>;

/**
 * Parses a mutation's arguments and runs its rule. The one way by which every door (device, sync, REST, import) reaches a mutator.
 * @param args untrusted
 * @throws DomainError UNKNOWN_MUTATOR, ARGS_TOO_LARGE, VALIDATION_FAILED (naming every bad field), or the mutator's own
 */
export function* decideMutation(
  registry: MutatorRegistry,
  name: string,
  args: unknown,
  ctx: MutationContext,
): ReadProgram<readonly RowChange[]> {
  const mutator = registry.get(name);
  if (!mutator) throw new DomainError('UNKNOWN_MUTATOR', { name });
  const length = jsonLength(args);
  if (length > maxArgsLength) throw new DomainError('ARGS_TOO_LARGE', { name, length, limit: maxArgsLength });
  const parsed = mutator.args.safeParse(args);
  if (!parsed.success) throw new DomainError('VALIDATION_FAILED', { name }, fieldErrors(parsed.error));
  return yield* mutator.decide(parsed.data, ctx);
}

/** Beyond every limit for arguments that are nested so deeply that they exhaust the stack. */
function jsonLength(args: unknown): number {
  try {
    return (JSON.stringify(args) ?? '').length;
  } catch (cause) {
    if (cause instanceof RangeError) return Number.MAX_SAFE_INTEGER;
    throw cause;
  }
}

/** One entry per bad field, from a zod error. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.map((issue) => ({ field: issue.path.join('.'), code: issue.code, message: issue.message }));
}
