import { randomBytes, randomUUID } from 'node:crypto';
import { derivedUuid, uuidv7From } from '../../core/kernel/ids.ts';
import type { DomainErrorData } from '../../core/kernel/errors.ts';
import type { AnyMutator } from '../../core/kernel/mutator.ts';
import type { Query } from '../../core/queries/define-query.ts';
import { actingAs, principalOf } from '../http/caller.ts';
import type { AppContext, Caller } from '../http/deps.ts';
import { errorsOf } from '../http/field-errors.ts';
import { HttpProblem, problemOf } from '../http/problem.ts';

/** What a new row is made from; `id` where the caller names it. */
type NewRow = Readonly<Record<string, unknown>> & { readonly id?: string | undefined };

/** The two ways in which a route reaches the business: it runs a mutator, or it asks a query, as the caller. */
export class Doors {
  private readonly now: () => number;

  /** @param now epoch milliseconds */
  constructor(now: () => number) {
    this.now = now;
  }

  /** @throws HttpProblem for what the rules refuse */
  async mutate(caller: Caller, { name }: AnyMutator, args: unknown): Promise<void> {
    const { keyed, expected } = caller;
    if (keyed?.mutated) throw new Error('a request with a key is one mutation');
    if (keyed) keyed.mutated = true;
    const result = await caller.store.execute('mutate', {
      ...actingAs(caller),
      keyedId: keyed?.id,
      expected,
      origin: 'rest',
      name,
      args,
      requestId: randomUUID(),
      now: this.now(),
      stamp: newStamp(),
    });
    if (result.kind === 'stale') throw new HttpProblem('PRECONDITION_FAILED');
    if (result.kind === 'rejected') throw problemOf(withPlainFields(result.error));
  }

  /** @throws HttpProblem for parameters that the query refuses */
  async ask<Params, Result>(caller: Caller, query: Query<Params, Result>, params: Params): Promise<Result> {
    // Here too, because only here it can be said which parameter is wrong.
    const parsed = query.params.safeParse(params);
    if (!parsed.success) throw new HttpProblem('VALIDATION_FAILED', { errors: errorsOf(parsed.error) });
    const result = await caller.store.execute('query', {
      ...principalOf(caller),
      name: query.name,
      params,
      now: this.now(),
    });
    if (result.kind === 'rejected') throw problemOf(result.error);
    return result.value as Result;
  }

  /**
   * Creates a row under the id that the body gives, or a new one. With an Idempotency-Key the id follows from the key, so that a
   * request that is taken up again makes the same row.
   * @returns the id
   * @throws HttpProblem for what the rules refuse
   */
  async create(c: AppContext, mutator: AnyMutator, given: NewRow): Promise<string> {
    const { caller } = c.var;
    const id = given.id ?? (caller.keyed ? derivedUuid(caller.keyed.seed) : this.newId());
    await this.mutate(caller, mutator, { ...given, id });
    return id;
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
