import { Hono } from 'hono';
import { endpoint, type EndpointSpec } from '../http/endpoint.ts';
import { file } from '../openapi/replies.ts';
import { uploadsPath } from '../files/uploads.ts';
import { authenticate } from '../http/authenticate.ts';
import { principalOf, requireSession } from '../http/caller.ts';
import type { AppContext, AppDeps, AppEnv } from '../http/deps.ts';
import { fileResponse } from '../http/file-response.ts';
import { HttpProblem } from '../http/problem.ts';

const uploads = uploadsPath.slice('/v1/files'.length);

const contentSpec: EndpointSpec<Record<never, never>, undefined> = {
  id: 'getContent',
  tag: 'files',
  summary: 'A content by its SHA-256, whole or one range of it',
  reply: file,
  problems: ['RANGE_NOT_SATISFIABLE', 'STORAGE_UNAVAILABLE'],
};

/** `/v1/files`: contents by their SHA-256, and the tus endpoint that receives them. */
export function fileRoutes(deps: AppDeps): Hono<AppEnv> {
  const { files } = deps;
  const routes = new Hono<AppEnv>();
  routes.use('/*', authenticate(deps));

  const upload = (c: AppContext) => {
    const { user, organization, store } = c.var.caller;
    requireSession(c.var.caller);
    return files.uploads.handle(c.req.raw, {
      ...{ userId: user.id, organizationId: organization.id, store, via: c.var.caller.request },
    });
  };
  routes.post(uploads, upload);
  // Hono answers HEAD by way of GET; the request says which of the two it was.
  routes.get(`${uploads}/:id`, (c) => {
    if (c.req.raw.method !== 'HEAD') throw new HttpProblem('NOT_FOUND');
    return upload(c);
  });
  routes.on(['PATCH', 'DELETE'], `${uploads}/:id`, upload);

  routes.get(
    '/:sha256',
    endpoint(contentSpec, async (c) => {
      const { organization, store } = c.var.caller;
      const sha256 = c.req.param('sha256')!;
      if (!/^[0-9a-f]{64}$/.test(sha256)) throw new HttpProblem('NOT_FOUND');
      // Whether a content exists is told only to those who may read it.
      const found = await store.execute('files.readable', { ...principalOf(c.var.caller), sha256 });
      if (!found) throw new HttpProblem('NOT_FOUND');
      return fileResponse(c.req.raw, { ...found, sha256, organizationId: organization.id }, files.storage);
    }),
  );
  return routes;
}
