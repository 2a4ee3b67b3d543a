import { randomUUID } from 'node:crypto';
import type { RequestInfo } from '../access/audit-log.ts';
import { clientAddress, type AppContext } from './deps.ts';

/** Headers whose values are kept: every other may hold a secret, those that nobody has thought of yet, too. */
const plain: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'content-encoding',
  'content-length',
  'content-type',
  'host',
  'idempotency-key',
  'if-match',
  'origin',
  'user-agent',
  'x-account-id',
  'x-forwarded-for',
  'x-request-id',
]);

/** Most characters kept of a header. */
const longestHeader = 300;

/**
 * What the audit log keeps of a request (D4).
 * @param impersonatorId who acts in the person's place
 */
export function requestInfo(c: AppContext, trustProxy: boolean, impersonatorId?: string): RequestInfo {
  return {
    id: randomUUID(),
    logId: c.var.requestId,
    method: c.req.method,
    path: c.req.path.slice(0, 1000),
    headers: maskedHeaders(c.req.raw.headers),
    ip: clientAddress(c, trustProxy),
    impersonatorId,
  };
}

/** @returns the headers, at most 50, with the values of those that may hold a secret replaced */
export function maskedHeaders(headers: Headers): Record<string, string> {
  const kept = [...headers].slice(0, 50).map(([name, value]) => {
    return [name.slice(0, 100), plain.has(name) ? value.slice(0, longestHeader) : '***'] as const;
  });
  return Object.fromEntries(kept);
}
