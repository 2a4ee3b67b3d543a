import type { Handler } from 'hono';
import { z } from 'zod';
import type { JsonSchema } from '../openapi/json-schema.ts';
import type { AppContext, AppEnv } from './deps.ts';
import type { ProblemCode } from './problem.ts';
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
  /** Needs no bearer. */
  readonly isPublic?: true;
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
    return handle(c, { query, body });
  };
  specs.set(handler, spec);
  return handler;
}
