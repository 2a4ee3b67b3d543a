import type { Handler } from 'hono';
import { z } from 'zod';
import type { DomainTableName } from '../../core/schema/tables.ts';
import type { JsonSchema } from '../openapi/json-schema.ts';
import type { Resource } from '../routes/resource.ts';
import type { AppContext, AppEnv, Caller } from './deps.ts';
import { once } from './idempotency.ts';
import { etagOf, expectedVersion, namesTag } from './preconditions.ts';
import { HttpProblem, type ProblemCode } from './problem.ts';
import { readJson, readQuery, type ReadOptions } from './read-json.ts';

/** What a success carries. */
export type ReplyShape = {
  readonly status?: 200 | 201 | 204;
  /** Absent: no body. */
  readonly schema?: JsonSchema;
  /** Default: application/json. */
  readonly mediaType?: string;
};

/** All that is known of a route: what it checks requests with, and what the OpenAPI document says. */
export type EndpointSpec<Query, Body> = {
  /** Stable name; generated clients call their methods so. */
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** Absent: the route takes no parameters, and refuses any. */
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  readonly bodyOptions?: ReadOptions;
  /** The body is the bytes of a file, which the handler reads itself. */
  readonly takesBytes?: true;
  readonly reply: ReplyShape;
  /** Codes besides those that every such route may answer with. */
  readonly problems?: readonly ProblemCode[];
  /** The reply tells a secret, which is not kept for a request that is sent again. */
  readonly tellsSecret?: true;
  /** Has a way of its own to be repeated, and looks at no Idempotency-Key. */
  readonly repeatable?: true;
  /** The row that the path names: reads of it have an ETag, writes look at If-Match. */
  readonly single?: SingleRow;
  /** Needs no bearer. */
  readonly isPublic?: true;
};

/** A row that a path names by `:id`. */
export type SingleRow = {
  readonly table: DomainTableName;
  /** As it is now, for whoever has seen an older one. @throws HttpProblem 404 */
  readonly show: (c: AppContext) => Promise<Resource>;
};

// The document looks at specs of any types.
// oxlint-disable-next-line no-explicit-any
export type AnyEndpointSpec = EndpointSpec<any, any>;

export type EndpointInput<Query, Body> = { readonly query: Query; readonly body: Body };

const specs = new WeakMap<object, AnyEndpointSpec>();

/** @returns what a handler was made from; undefined for middleware */
export function endpointSpec(handler: object): AnyEndpointSpec | undefined {
  return specs.get(handler);
}

const noQuery = z.strictObject({});

/**
 * Makes a handler from the description of a route: it is called with parameters and a body that fit, and the OpenAPI document
 * says what it checks, because both are the same schemas.
 * @throws HttpProblem (when called) 400 naming every bad parameter or field, 413, 415
 */
export function endpoint<Query = Record<never, never>, Body = undefined>(
  spec: EndpointSpec<Query, Body>,
  handle: (c: AppContext, input: EndpointInput<Query, Body>) => Response | Promise<Response>,
): Handler<AppEnv> {
  const handler = async (c: AppContext): Promise<Response> => {
    const query = readQuery(c, (spec.query ?? noQuery) as z.ZodType<Query>);
    const body = spec.body ? await readJson(c, spec.body, spec.bodyOptions) : (undefined as Body);
    const run = () => conditional(c, spec.single, async () => handle(c, { query, body }));
    const key = c.req.method === 'POST' && !spec.repeatable ? c.req.header('idempotency-key') : undefined;
    // Where nobody is known, nobody's requests are remembered.
    if (key === undefined || !isCallerKnown(c)) return run();
    const options = { now: Date.now, input: [query, body], tellsSecret: spec.tellsSecret ?? false };
    return once(c, key, options, run);
  };
  specs.set(handler, spec);
  return handler;
}

function isCallerKnown(c: AppContext): boolean {
  return (c.var.caller as Caller | undefined) !== undefined;
}

/** Reads answer 304 to who has it already; writes of a row that was changed since are refused, with the row as it is. */
async function conditional(
  c: AppContext,
  single: SingleRow | undefined,
  run: () => Promise<Response>,
): Promise<Response> {
  if (!single) return run();
  const id = c.req.param('id')!;
  const version = c.req.method === 'GET' ? undefined : expectedVersion(c.req.header('if-match'));
  if (version !== undefined) c.set('caller', { ...c.var.caller, expected: { table: single.table, id, version } });
  try {
    return await tagged(c, await run());
  } catch (cause) {
    if (!(cause instanceof HttpProblem) || cause.code !== 'PRECONDITION_FAILED') throw cause;
    const current = await single.show(c);
    throw new HttpProblem('PRECONDITION_FAILED', { details: { current }, headers: { etag: etagOf(current) } });
  }
}

async function tagged(c: AppContext, response: Response): Promise<Response> {
  if (!response.ok || response.status === 204) return response;
  const etag = etagOf((await response.clone().json()) as { version?: unknown });
  if (c.req.method === 'GET' && namesTag(c.req.header('if-none-match'), etag)) {
    return new Response(null, { status: 304, headers: { etag } });
  }
  response.headers.set('etag', etag);
  return response;
}
