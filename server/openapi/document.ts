import { leadTemplateKeys } from '../../core/domain/template/lead-templates.ts';
import { roles } from '../../core/kernel/mutator.ts';
import { problemReply } from '../../core/protocol/session.ts';
import { endpointSpec, type AnyEndpointSpec } from '../http/endpoint.ts';
import { problemTitle, statusOf, type ProblemCode } from '../http/problem.ts';
import { jsonSchemaOf, rowSchemas, uuid, type JsonSchema } from './json-schema.ts';
import { tags } from './tags.ts';

type Route = { readonly method: string; readonly path: string; readonly handler: object };

export type OpenApiDocument = JsonSchema & { readonly paths: Readonly<Record<string, Record<string, JsonSchema>>> };

const introduction = `Errors are \`application/problem+json\` (RFC 9457) with a stable \`code\`; \`errors\` names every bad field at once.
Lists are paged by \`page\`, \`offset\` or \`cursor\`, each with \`limit\`. Times are ISO 8601, ids UUIDv7, amounts integer minor units.
What lies outside of what the caller may see answers 404.`;

/**
, described by the schemas that it checks with.
 * @param routes of the whole app
 */
export function openApiDocument(routes: readonly Route[]): OpenApiDocument {
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const { method, path, handler } of routes) {
    const spec = endpointSpec(handler);
    if (!spec) continue;
    const place = path.replace(/:(\w+)/g, '{$1}').replace(/(.)\/$/, '$1');
    paths[place] = { ...paths[place], [method.toLowerCase()]: operation(spec, method, path) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Outpost',
      version: '1.0.0',
      summary: 'The hosted API of Outpost, an offline-first CRM.',
      description: introduction,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'This server' }],
    tags,
    paths,
    security: [{ bearer: [] }],
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'A session token or an API key.' },
      },
      schemas: { Problem: jsonSchemaOf(problemReply, 'output'), ...rowsNamedIn(paths) },
      parameters: {
        Account: {
          name: 'x-account-id',
          in: 'header',
          description: 'The organization, for callers that belong to several.',
          schema: { type: 'string' },
        },
        ...conditions,
      },
    },
  };
}

const conditions = {
  IdempotencyKey: {
    name: 'idempotency-key',
    in: 'header',
    description: 'A request that is sent again with its key is done once and answered the same, for 24 hours.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  },
  IfMatch: {
    name: 'if-match',
    in: 'header',
    description: 'The ETag of the row that the caller has seen: 412 with the current one when it was changed since.',
    schema: { type: 'string' },
  },
  IfNoneMatch: {
    name: 'if-none-match',
    in: 'header',
    description: 'The ETag that the caller has: 304 when it is still the current one.',
    schema: { type: 'string' },
  },
};

function rowsNamedIn(paths: object): Record<string, JsonSchema> {
  const text = JSON.stringify(paths);
  return Object.fromEntries(Object.entries(rowSchemas()).filter(([name]) => text.includes(`/schemas/${name}"`)));
}

function operation(spec: AnyEndpointSpec, method: string, path: string): JsonSchema {
  const { id, tag, summary, description, isPublic } = spec;
  const body = requestBody(spec);
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description ? { description } : {}),
    ...(isPublic ? { security: [] } : {}),
    parameters: parameters(spec, method, path),
    ...(body ? { requestBody: body } : {}),
    responses: { ...success(spec), ...problems(spec, method, path) },
  };
}

/** Parts of paths that are no ids. */
const pathParts: Readonly<Record<string, JsonSchema>> = {
  sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
  role: { type: 'string', enum: roles },
  field: { type: 'string', description: 'The name of a field.' },
  template: { type: 'string', enum: leadTemplateKeys },
};

function parameters(spec: AnyEndpointSpec, method: string, path: string): JsonSchema[] {
  const { query, isPublic } = spec;
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: pathParts[name!] ?? uuid,
  }));
  const schema = query ? jsonSchemaOf(query) : {};
  const required = new Set((schema['required'] ?? []) as string[]);
  const inQuery = Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>).map(([name, of]) => ({
    name,
    in: 'query',
    required: required.has(name),
    schema: of,
  }));
  const inHeader = headerParameters(spec, method);
  return [...inPath, ...inHeader, ...(isPublic ? [] : [{ $ref: '#/components/parameters/Account' }]), ...inQuery];
}

function headerParameters({ isPublic, repeatable, single }: AnyEndpointSpec, method: string): JsonSchema[] {
  const named = (name: string) => ({ $ref: `#/components/parameters/${name}` });
  return [
    ...(method === 'POST' && !isPublic && !repeatable ? [named('IdempotencyKey')] : []),
    ...(single ? [named(method === 'GET' ? 'IfNoneMatch' : 'IfMatch')] : []),
  ];
}

function requestBody({ body, takesBytes }: AnyEndpointSpec): JsonSchema | undefined {
  if (takesBytes) return { required: true, content: { 'application/octet-stream': { schema: {} } } };
  return body && { required: true, content: { 'application/json': { schema: jsonSchemaOf(body) } } };
}

function success({ reply, single }: AnyEndpointSpec): JsonSchema {
  const { status = 200, schema, mediaType = 'application/json' } = reply;
  const description = schema ? 'Done; the reply shows the result.' : 'Done.';
  const unchanged = single && status === 200 ? { 304: { description: 'The caller has it already.' } } : {};
  return { ...unchanged, [status]: { description, ...(schema ? { content: { [mediaType]: { schema } } } : {}) } };
}

/** What can happen to any request of this kind, and what the route itself says. */
function problems(spec: AnyEndpointSpec, method: string, path: string): JsonSchema {
  const codes = new Set<ProblemCode>(['VALIDATION_FAILED', 'INTERNAL', 'NOT_READY', 'STOPPING', 'TIMED_OUT']);
  const add = (...more: ProblemCode[]) => more.forEach((code) => codes.add(code));
  if (!spec.isPublic)
    add('UNAUTHENTICATED', 'ACCOUNT_REQUIRED', 'NO_ORGANIZATION', 'USER_INACTIVE', 'REVOKED', 'RATE_LIMITED');
  if (!spec.isPublic || path.includes(':')) add('NOT_FOUND');
  if (method !== 'GET') add('FORBIDDEN');
  if (spec.body) add('MALFORMED_JSON', 'BODY_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE');
  if (method === 'POST' && !spec.isPublic && !spec.repeatable) add('IDEMPOTENCY_KEY_REUSED', 'REQUEST_IN_PROGRESS');
  if (spec.tellsSecret) add('ALREADY_ANSWERED');
  if (spec.single && method !== 'GET') add('PRECONDITION_FAILED');
  add(...(spec.problems ?? []));
  const byStatus = Map.groupBy(codes, statusOf);
  return Object.fromEntries([...byStatus].map(([status, of]) => [status, problem(of)]));
}

function problem(codes: readonly ProblemCode[]): JsonSchema {
  const code = { type: 'string', enum: codes };
  const schema = { allOf: [{ $ref: '#/components/schemas/Problem' }, { type: 'object', properties: { code } }] };
  const description = codes.map((of) => `\`${of}\` ${problemTitle(of)}`).join('  \n');
  return { description, content: { 'application/problem+json': { schema } } };
}
