// Verifies: SYNC-9
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { organizationHeader, serverHeader } from '../../core/protocol/headers.ts';
import type { PullReply } from '../../core/protocol/sync.ts';
import { httpTransport } from './http-transport.ts';
import type { TransportResult } from './transport.ts';

const serverId = '0192f0c0-0000-7000-8000-000000000001';
const organizationId = '0192f0c0-0000-7000-8000-000000000002';
const reply: PullReply = { kind: 'resnapshot', reason: 'expired', now: 5 };

let server: Server | undefined;
afterEach(() => server?.close());

/** What a device makes of a reply. */
async function pulled(status: number, headers: Record<string, string>, body: unknown = reply) {
  server = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  });
  await new Promise<void>((listening) => server!.listen(0, '127.0.0.1', listening));
  const serverUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const transport = httpTransport({ serverUrl, token: 't', organizationId, serverId });
  const request = { protocol: 1, clientId: serverId, cursor: { version: 1, stamp: 's' }, page: null };
  return new Promise<TransportResult<PullReply>>((done) => transport.pull(request, done));
}

const revoked = { type: 'urn:outpost:problem:revoked', title: 'Revoked', status: 403, code: 'REVOKED' };

describe('whose reply it is', () => {
  it('the server of this database is listened to', async () => {
    const headers = { [serverHeader]: serverId, [organizationHeader]: organizationId };
    expect(await pulled(200, headers)).toEqual({ kind: 'reply', reply });
  });

  it('a server of before the header is listened to', async () => {
    expect(await pulled(200, {})).toEqual({ kind: 'reply', reply });
  });

  it('another server is not, whatever it says', async () => {
    const headers = { [serverHeader]: 'another' };
    expect(await pulled(200, headers)).toMatchObject({ kind: 'failed', code: 'WRONG_SERVER', status: null });
    expect(await pulled(401, headers)).toMatchObject({ kind: 'failed', code: 'WRONG_SERVER', status: null });
    expect(await pulled(403, headers, revoked)).toMatchObject({ kind: 'failed', code: 'WRONG_SERVER' });
  });

  it('another organization of our server is not either', async () => {
    const headers = { [serverHeader]: serverId, [organizationHeader]: 'another' };
    expect(await pulled(200, headers)).toMatchObject({ kind: 'failed', code: 'WRONG_ORGANIZATION' });
  });

  it('a revocation counts as proven only with the name of our server on it', async () => {
    expect(await pulled(403, {}, revoked)).toMatchObject({ code: 'REVOKED', isOurServer: false });
    expect(await pulled(403, { [serverHeader]: serverId }, revoked)).toMatchObject({
      code: 'REVOKED',
      isOurServer: true,
    });
  });
});

describe('when to come back', () => {
  const asked = async (headers: Record<string, string>) => {
    const result = await pulled(503, headers, {});
    return result.kind === 'failed' ? result.retryAfterMs : 'no failure';
  };

  it('is read as seconds or as a date by the clock of the server', async () => {
    expect(await asked({ 'retry-after': '7' })).toBe(7000);
    const date = { date: 'Wed, 21 Oct 2015 07:28:00 GMT', 'retry-after': 'Wed, 21 Oct 2015 07:28:30 GMT' };
    expect(await asked(date)).toBe(30_000);
  });

  it('is an hour at most, and nothing where there is nothing to read', async () => {
    expect(await asked({ 'retry-after': '31536000' })).toBe(3_600_000);
    expect(await asked({ 'retry-after': 'soon' })).toBeNull();
    expect(await asked({})).toBeNull();
  });
});
