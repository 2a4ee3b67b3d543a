import { randomBytes, randomUUID } from 'node:crypto';
import { uuidv7From } from '../../core/kernel/ids.ts';
import type { DomainErrorData } from '../../core/kernel/errors.ts';
import type { AnyMutator } from '../../core/kernel/mutator.ts';
import type { Query } from '../../core/queries/define-query.ts';
import type { Caller } from '../http/deps.ts';
import { errorsOf } from '../http/field-errors.ts';
import { HttpProblem, problemOf } from '../http/problem.ts';

/** The two ways in which a route reaches the business: it runs a mutator, or it asks a query, as the caller. */
export class Doors {
  private readonly now: () => number;

  /** @param now epoch milliseconds */
  constructor(now: () => number) {
    this.now = now;
  }

  /** @throws HttpProblem for what the rules refuse */
  async mutate({ store, user }: Caller, { name }: AnyMutator, args: unknown): Promise<void> {
    const result = await store.execute('mutate', {
      userId: user.id,
      origin: 'rest',
      name,
      args,
      requestId: randomUUID(),
      now: this.now(),
      stamp: newStamp(),
    });
    if (result.kind === 'rejected') throw problemOf(withPlainFields(result.error));
  }

  /** @throws HttpProblem for parameters that the query refuses */
  async ask<Params, Result>({ store, user }: Caller, query: Query<Params, Result>, params: Params): Promise<Result> {
    // Here too, because only here it can be said which parameter is wrong.
    const parsed = query.params.safeParse(params);
    if (!parsed.success) throw new HttpProblem('VALIDATION_FAILED', { errors: errorsOf(parsed.error) });
    const result = await store.execute('query', { userId: user.id, name: query.name, params, now: this.now() });
    if (result.kind === 'rejected') throw problemOf(result.error);
    return result.value as Result;
  }

  /** @returns a UUIDv7 for a row that the caller did not name */
  newId(): string {
    return uuidv7From(this.now(), randomBytes(10));
  }
}

/** @returns a random stamp for the version that a write hands out */
export function newStamp(): string {
  return randomBytes(12).toString('base64url');
}

/** A route takes plain values, so that its caller knows `changes.email.to` as `email`. */
function withPlainFields(error: DomainErrorData): DomainErrorData {
  if (!error.fields) return error;
  return {
    ...error,
    fields: error.fields.map((at) => ({ ...at, field: at.field.replace(/^changes\.(.+)\.to$/, '$1') })),
  };
}
