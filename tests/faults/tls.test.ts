// Verifies: SYNC-2, SYNC-4
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Api, newId, TestDevice } from '../server/api.ts';
import { adminEmail, adminPassword } from '../server/server-process.ts';
import { TcpProxy } from '../support/tcp-proxy.ts';
import type { DeviceProcess } from './support/device-process.ts';
import { hurried, leadTotal, leadWithNote, outbox, signIn, useField } from './support/field.ts';

const field = useField();
let endpoint: Server;
/** Carries what is encrypted: what it cuts are records, not requests. */
let line: TcpProxy;
let trusted: Certificate;
let serverUrl: string;

type Certificate = { readonly cert: Buffer; readonly key: Buffer; readonly file: string };

/** A certificate for 127.0.0.1 that its owner has signed. */
function certificate(name: string): Certificate {
  const file = join(field().profiles.path, `${name}.pem`);
  const key = join(field().profiles.path, `${name}.key`);
  const names = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  execFileSync('openssl', ['req', '-x509', ...curve, '-days', '2', ...names, '-keyout', key, '-out', file], {
    stdio: 'pipe',
  });
  return { cert: readFileSync(file), key: readFileSync(key), file };
}

beforeAll(async () => {
  trusted = certificate('trusted');
  endpoint = createServer(trusted, (device) => {
    const server = connect(Number(new URL(field().server.url).port), '127.0.0.1');
    device.pipe(server).pipe(device);
    // A reset is what this is for; the other end hears of it by `close`.
    device.on('error', () => server.destroy());
    server.on('error', () => device.destroy());
  });
  // A handshake that the device breaks off is its own affair.
  endpoint.on('tlsClientError', () => undefined);
  endpoint.listen(0, '127.0.0.1');
  await once(endpoint, 'listening');
  line = await TcpProxy.start(`https://127.0.0.1:${(endpoint.address() as AddressInfo).port}`);
  serverUrl = line.url.replace('http:', 'https:');
});
afterAll(async () => {
  await line.end();
  endpoint.close();
});

const machine = () => ({ env: { NODE_EXTRA_CA_CERTS: trusted.file } });

async function addNote(device: DeviceProcess, leadId: string, body: string): Promise<void> {
  await device.call('mutate', { name: 'note.add', args: { id: newId(), leadId, body } });
}

it('a line over TLS that is cut within a record loses nothing and repeats nothing', async () => {
  const owner = await new Api(field().server.url).signIn(adminEmail, adminPassword);
  const device = await field().device('records', machine());
  await signIn(device, serverUrl);
  await hurried(device);
  const lead = leadWithNote('Records');
  await device.call('mutate', { name: 'lead.create', args: lead });
  await hurried(device);
  const rounds = 6;
  for (let n = 0; n < rounds; n++) {
    const before = line.cuts;
    // Longer than a handshake's: application data. Every other time the answer's records are cut instead of the request's.
    let isLeft = true;
    line.fate = (sent) => {
      if (!isLeft || sent.length < 1500) return 'pass';
      isLeft = false;
      return n % 2 ? 'loseReply' : 'cutHere';
    };
    const random = Array.from({ length: 250 }, () => newId()).join(' ');
    await addNote(device, lead.id, `${n} ${random}`);
    await expect.poll(() => line.cuts, { timeout: 20_000 }).toBeGreaterThan(before);
    await hurried(device);
  }
  line.fate = () => 'pass';
  expect(await outbox(device)).toEqual([]);
  expect((await device.call('sync.status', {})).rejected).toBe(0);
  const { body } = await owner.get<{ total: number }>(`/v1/leads/${lead.id}/timeline?kinds=note&limit=1`);
  expect(body.total).toBe(rounds + 1);

  // Half of what the server sends of a pull, in the middle of its records.
  const writer = new TestDevice(owner);
  const leads = Array.from({ length: 300 }, () => writer.mutation('lead.create', leadWithNote('Elsewhere')));
  line.heldAfterBytes = 6000;
  line.fate = () => 'holdReply';
  const received = line.receivedBytes;
  await writer.push(...leads);
  await device.call('sync.now', { reason: 'network' });
  await expect.poll(() => line.receivedBytes - received, { timeout: 20_000 }).toBeGreaterThanOrEqual(6000);
  line.cut();
  expect(await leadTotal(device)).toBe(1);
  line.fate = () => 'pass';
  line.mend();
  await hurried(device);
  await expect.poll(() => leadTotal(device), { timeout: 20_000 }).toBe(301);
  await device.kill();
}, 90_000);

it('a certificate that is not trusted is said to be that, at sign-in and while working; nothing is sent to it or lost', async () => {
  const device = await field().device('trust', machine());
  await signIn(device, serverUrl);
  await hurried(device);
  const total = await leadTotal(device);
  endpoint.setSecureContext(certificate('stranger'));
  line.cut();
  line.mend();
  await device.call('mutate', { name: 'lead.create', args: leadWithNote('Kept here') });
  await device.call('sync.now', { reason: 'network' });
  const status = await device.until(({ problem }) => problem !== null);
  expect(status).toMatchObject({ connection: 'offline', pending: 1, problem: { code: 'UNTRUSTED_CERTIFICATE' } });
  expect(await leadTotal(device)).toBe(total + 1);
  const other = await field().device('stranger', machine());
  const session = { serverUrl, email: adminEmail, password: adminPassword };
  expect(await other.reply('session.signIn', session)).toMatchObject({
    ok: false,
    error: { kind: 'failed', code: 'UNTRUSTED_CERTIFICATE' },
  });

  endpoint.setSecureContext(trusted);
  line.cut();
  line.mend();
  await hurried(device);
  expect(await outbox(device)).toEqual([]);
}, 60_000);
