import { createConfig, lintFromString } from '@redocly/openapi-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCompany, type Company } from '../../server/company.ts';
import { createApp } from '../../../server/http/app.ts';
import { endpointSpec } from '../../../server/http/endpoint.ts';
import type { AppDeps } from '../../../server/http/deps.ts';

type Operation = {
  operationId: string;
  parameters: { name?: string; in?: string; schema?: object }[];
  requestBody?: { content: Record<string, { schema: { properties: Record<string, object> } }> };
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
};
type Document = { openapi: string; paths: Record<string, Record<string, Operation>> };

/** What shows files, receives them in tus' own way, or is the page itself. */
const undescribed = /^\/(docs|v1\/files\/uploads)/;

describe('the OpenAPI document', () => {
  let company: Company;
  let document: Document;
  beforeAll(async () => {
    company = await startCompany('sqlite');
    document = (await company.anonymous.get<Document>('/v1/openapi.json')).body;
  });
  afterAll(() => company?.end());

  test('lints clean', async () => {
    const config = await createConfig({ extends: ['recommended'] });
    const problems = await lintFromString({ source: JSON.stringify(document), config });
    const found = problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`);
    expect(found).toEqual([]);
    expect(document.openapi).toBe('3.1.1');
  });

  test('the linter would tell', async () => {
    const config = await createConfig({ extends: ['recommended'] });
    const broken = structuredClone(document) as unknown as { paths: { '/v1/leads': { get: { operationId: string } } } };
    broken.paths['/v1/leads'].get.operationId = 'createLead';
    expect((await lintFromString({ source: JSON.stringify(broken), config })).map(({ ruleId }) => ruleId)).toContain(
      'operation-operationId-unique',
    );
  });

  test('describes every route', () => {
    const app = createApp({ limits: {} } as AppDeps);
    // Middleware is registered for all methods, or stands before the handler of a route.
    const routes = app.routes.filter(({ method, path }) => method !== 'ALL' && !undescribed.test(path));
    const named = (all: typeof routes) => new Set(all.map(({ method, path }) => `${method} ${path}`));
    const described = named(routes.filter(({ handler }) => endpointSpec(handler)));
    const missing = [...named(routes)].filter((route) => !described.has(route));
    expect(missing).toEqual([]);
    expect(Object.keys(document.paths).length).toBeGreaterThan(40);
  });

  test('says what the schemas check', () => {
    const list = document.paths['/v1/leads']!['get']!;
    const limit = list.parameters.find(({ name }) => name === 'limit');
    expect(limit).toMatchObject({ in: 'query', schema: { type: 'integer', minimum: 1, maximum: 200 } });
    const create = document.paths['/v1/leads']!['post']!;
    const fields = create.requestBody!.content['application/json']!.schema.properties;
    expect(fields['id']).toEqual({ type: 'string', format: 'uuid' });
    expect(JSON.stringify(fields['lastContactedAt'])).toContain('date-time');
    expect(JSON.stringify(create.responses['409'])).toContain('EMAIL_TAKEN');
  });

  test('is shown by a page that loads nothing from elsewhere', async () => {
    const page = await company.anonymous.get<{ text: string }>('/docs');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const loaded = [...page.body.text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path!);
    expect(loaded).toHaveLength(3);
    for (const path of loaded) expect((await company.anonymous.get(path)).status).toBe(200);
    expect(page.body.text).not.toMatch(/https?:\/\//);
  });
});
