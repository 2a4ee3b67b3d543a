import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Hono, MiddlewareHandler } from 'hono';
import type { AppEnv } from '../http/deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { openApiDocument } from '../openapi/document.ts';
import { replies } from '../openapi/replies.ts';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page may load its own scripts and styles, and call this server; nothing else. */
export const docsPolicy: MiddlewareHandler = async (c, next) => {
  await next();
  c.res.headers.set('content-security-policy', policy);
};

const html = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Outpost API</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/docs/swagger-ui.css" />
  </head>
  <body>
    <div id="api"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;

const start = `SwaggerUIBundle({
  url: '/v1/openapi.json',
  dom_id: '#api',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  persistAuthorization: false,
  validatorUrl: null,
});
`;

const swaggerFolder = dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')));
const assets = { 'swagger-ui.css': 'text/css', 'swagger-ui-bundle.js': 'text/javascript' } as const;

/**
 * `/v1/openapi.json`, and `/docs`, which shows it. All that the page loads comes from this server.
 * @param app with every route that is to be described
 */
export function describeApi(app: Hono<AppEnv>): void {
  const spec = { id: 'openApiDocument', tag: 'operations', summary: 'This document', isPublic: true } as const;
  let text: string | undefined;
  app.get(
    '/v1/openapi.json',
    endpoint({ ...spec, reply: replies() }, () => {
      text ??= JSON.stringify(openApiDocument(app.routes));
      return new Response(text, { headers: { 'content-type': 'application/json', 'cache-control': 'no-cache' } });
    }),
  );
  app.get('/docs', (c) => c.html(html));
  app.get('/docs/start.js', () => new Response(start, { headers: { 'content-type': 'text/javascript' } }));
  for (const [name, type] of Object.entries(assets)) {
    app.get(`/docs/${name}`, async () => {
      const bytes = await readFile(join(swaggerFolder, name));
      const headers = { 'content-type': type, 'cache-control': 'public, max-age=3600' };
      return new Response(new Uint8Array(bytes), { headers });
    });
  }
}
