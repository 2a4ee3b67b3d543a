import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { storeKinds } from '../../support/fresh-database.ts';
import { newId } from '../../server/api.ts';
import { startCompany, type Company } from '../../server/company.ts';

type Schema = {
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
};
type Operation = {
  operationId: string;
  parameters: { name: string; in: string; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, unknown>;
};
type Case = { method: string; path: string; headers: Record<string, string>; body?: string | Uint8Array<ArrayBuffer> };

const seed = 20_261_125;
const casesEach = 30;
const atOnce = 6;
/** They end the session that everything else needs, or never end. */
const apart = new Set([
  ...['signOut', 'authRevokeSession', 'authRevokeSessions', 'authRevokeOtherSessions'],
  ...['revokeDevice', 'revokeAllDevices', 'syncEvents'],
]);

const junk = fc.constantFrom<unknown>(
  ...[null, true, false, 0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER, '', ' ', '0', '-1', 'null', '\u0000', '\ud800'],
  ...["'; drop table leads; --", '%', '\\', '../../etc/passwd', '🦊'.repeat(100), 'x'.repeat(20_000), '2026-13-45'],
  ...['0001-01-01', '9999-12-31T23:59:60Z', [], {}, [[]], [null], { a: { b: {} } }, { toString: 1 }, { __proto__: 1 }],
  ...[Array.from({ length: 1000 }, () => 'x'), 'NaN', '1e400', '-0', '10000000000000000000000'],
);

/** Something that a schema may take. */
function fitting(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  if (typeof schema !== 'object') return junk;
  const one = schema.anyOf ?? schema.oneOf;
  if (one) return fc.oneof(...one.map((part) => fitting(part, ids)));
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if ('const' in schema) return fc.constant(schema.const);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'object' || schema.properties) return filled(schema, ids);
  if (type === 'array') return fc.array(fitting(schema.items ?? {}, ids), { maxLength: 3 });
  if (type === 'integer' || type === 'number') return fc.integer({ min: -1, max: 300 });
  if (type === 'boolean') return fc.boolean();
  if (schema.format === 'uuid') return fc.constantFrom(...ids);
  if (schema.format === 'date-time') return fc.constantFrom('2030-01-01T10:00:00Z', '2030-01-01T11:00:00+02:00');
  return fc.constantFrom('text', 'a@example.com', '2026-01-01', ...ids);
}

/** An object in which some values fit, some do not, some are missing. */
function filled({ properties = {} }: Schema, ids: readonly string[]): fc.Arbitrary<Record<string, unknown>> {
  const values = Object.entries(properties).map(
    ([name, of]) => [name, fc.oneof({ weight: 4, arbitrary: fitting(of, ids) }, junk)] as const,
  );
  return fc.record(Object.fromEntries(values), { requiredKeys: [] });
}

const json = { 'content-type': 'application/json' };

function bodies(schema: Schema, ids: readonly string[]): fc.Arbitrary<Pick<Case, 'body' | 'headers'>> {
  const text = filled(schema, ids).map((value) => ({ body: JSON.stringify(value), headers: json }));
  const raw = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = json) => ({ body, headers });
  const broken = fc.constantFrom(
    ...[raw('{'), raw(''), raw('['.repeat(50_000)), raw('{"a":'.repeat(20_000)), raw('null'), raw('[]'), raw('"x"')],
    ...[raw(new Uint8Array([0xff, 0xfe, 0x00])), raw('{}', { 'content-type': 'text/plain' }), raw('{}', {})],
    ...[raw('{}', { ...json, 'content-encoding': 'gzip' }), raw('{}', { ...json, 'content-encoding': 'br' })],
    raw(new Uint8Array(gzipSync('{"id":1}')), { ...json, 'content-encoding': 'gzip' }),
    raw(JSON.stringify({ a: 'x'.repeat(1_200_000) })),
    raw('{"__proto__":{"x":1},"constructor":1}'),
  );
  return fc.oneof(
    { weight: 3, arbitrary: text },
    broken,
    junk.map((value) => raw(JSON.stringify(value))),
  );
}

function cases(method: string, path: string, operation: Operation, ids: readonly string[]): fc.Arbitrary<Case> {
  const inPath = operation.parameters.filter((parameter) => parameter.in === 'path');
  const inQuery = operation.parameters.filter((parameter) => parameter.in === 'query');
  const strange = fc.constantFrom('%00', '%ff', 'x'.repeat(3000), '%2e%2e%2f', 'search', '0', '%F0%9F%A6%8A', "'");
  const parts = fc.tuple(
    ...inPath.map(({ schema }) =>
      fc.oneof({ weight: 3, arbitrary: fitting(schema, ids).map((id) => String(id)) }, strange),
    ),
  );
  const query = fc.tuple(
    filled({ properties: Object.fromEntries(inQuery.map(({ name, schema }) => [name, schema])) }, ids),
    fc.constantFrom('', '', '', 'unknown=1', 'limit=1&limit=2', '%=%&%ff', 'cursor=%00', 'q=%E0%A4%A'),
  );
  const schema = operation.requestBody?.content['application/json']?.schema;
  const bytes = operation.requestBody && !schema;
  const body = schema
    ? bodies(schema, ids)
    : fc.constantFrom<Pick<Case, 'body' | 'headers'>>(
        { headers: {} },
        ...(bytes ? [{ body: 'GIF89a', headers: {} }] : []),
      );
  const tag = fc.constantFrom<Record<string, string>>(
    ...[
      {},
      {},
      {},
      { 'if-match': '"1"' },
      { 'if-match': 'W/"x' },
      { 'idempotency-key': 'k' },
      { 'idempotency-key': '' },
    ],
    ...[{ 'if-none-match': '*' }, { range: 'bytes=9-1' }, { 'x-account-id': 'x' }],
  );
  return fc.tuple(parts, query, body, tag).map(([values, [asked, extra], of, headers]) => {
    const place = inPath.reduce((text, { name }, i) => text.replace(`{${name}}`, values[i] ?? 'x'), path);
    return { ...of, method, path: `${place}?${queryText(asked, extra)}`, headers: { ...of.headers, ...headers } };
  });
}

function queryText(asked: Record<string, unknown>, extra: string): string {
  const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 3000);
  const params = Object.entries(asked).map(
    ([name, value]) => `${name}=${encodeURIComponent(text(value).toWellFormed())}`,
  );
  return [...params, ...(extra ? [extra] : [])].join('&');
}

describe.each(storeKinds)('requests of any kind (%s)', (kind) => {
  let company: Company;
  beforeAll(async () => {
    company = await startCompany(kind);
  });
  afterAll(() => company?.end());

  test('never fail on our side, and are answered as the document says', async () => {
    const document = await company.anonymous.get<{ paths: Record<string, Record<string, Operation>> }>(
      '/v1/openapi.json',
    );
    const lead = { lastName: 'Fuzzed', skipTeamAndSourceRequirement: true };
    const leadId = (await company.owner.post<{ id: string }>('/v1/leads', lead)).body.id;
    const ids = [leadId, newId(), company.ids.rita];
    const wrong: string[] = [];
    const reached = { done: 0, refused: 0 };
    const send = async (operation: Operation, request: Case) => {
      const { status, headers, body } = await company.owner.send(request.method, request.path, request);
      if (status < 300) reached.done += 1;
      if (status === 401 || status === 403) reached.refused += 1;
      const asProblem = status < 400 || headers.get('content-type')?.startsWith('application/problem+json');
      const isKnown = Object.hasOwn(operation.responses, String(status));
      // The sign-in library writes its own refusals.
      const isOurs = !operation.operationId.startsWith('auth');
      if (status >= 500 || (isOurs && (!asProblem || !isKnown))) {
        wrong.push(
          `${operation.operationId} ${status} ${JSON.stringify(body).slice(0, 300)} ${JSON.stringify(request).slice(0, 600)}`,
        );
      }
    };
    const all = Object.entries(document.body.paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([, operation]) => !apart.has(operation.operationId))
        .flatMap(([method, operation]) =>
          fc
            .sample(cases(method.toUpperCase(), path, operation, ids), { seed, numRuns: casesEach })
            .map((request) => ({ operation, request })),
        ),
    );
    expect(all.length).toBeGreaterThan(500);
    const left = all.values();
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        for (const { operation, request } of left) {
          // The server closes a connection whose body it refused; the next request on it may hear of that too late.
          await send(operation, request).catch(() => send(operation, request));
        }
      }),
    );
    expect(wrong).toEqual([]);
    // Requests that nobody lets in would prove nothing.
    expect(reached.done).toBeGreaterThan(all.length / 20);
    expect(reached.refused).toBeLessThan(all.length / 10);
    expect((await company.owner.get('/readyz')).status).toBe(200);
  });
});
