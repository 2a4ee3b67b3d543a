import type { SkewCompany } from './skew-company.ts';
import type { Exchange, SyncRoute } from './exchanges.ts';

/** Sends a request as a program of that version did. @returns the exchange it came to */
export async function ask(
  company: SkewCompany,
  route: Exclude<SyncRoute, 'events'>,
  request: unknown,
  accept: string | null,
): Promise<Exchange> {
  const response = await fetch(`${company.server.url}/v1/sync/${route}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${company.tokens['rita']}`,
      'x-account-id': company.organizationId,
      'content-type': 'application/json',
      ...(accept === null ? {} : { accept }),
    },
    body: JSON.stringify(request),
  });
  const contentType = (response.headers.get('content-type') ?? '').split(';')[0]!;
  const text = await response.text();
  const reply = contentType === 'application/x-ndjson' ? text.trim().split('\n').map(parsed) : parsed(text);
  return { route, accept, request, status: response.status, contentType, reply, ending: 'whole' };
}

const parsed = (text: string): unknown => JSON.parse(text) as unknown;
