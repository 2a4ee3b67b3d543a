import { afterAll, beforeAll, expect, it } from 'vitest';
import { Api, newId } from '../server/api.ts';
import { adminEmail, adminPassword } from '../server/server-process.ts';
import { TcpProxy } from '../support/tcp-proxy.ts';
import { leadTotal, leadWithNote, outbox, signIn, synced, useField } from './support/field.ts';
import { certificateFile, TlsTerminator } from './support/tls-terminator.ts';

const field = useField();
let terminator: TlsTerminator;
/** The encrypted part of the way, which can be cut. */
let line: TcpProxy;
let url: string;
beforeAll(async () => {
  terminator = await TlsTerminator.start(field().server.url);
  line = await TcpProxy.start(terminator.url);
  url = line.url.replace('http:', 'https:');
});
afterAll(async () => {
  await line.end();
  await terminator.end();
});

/** The first record of a connection: a ClientHello (RFC 8446, 5.1). */
const isHandshake = (sent: string): boolean => sent.startsWith('\x16\x03');

it('survives connections that are cut in the handshake and in the middle of a reply. Verifies: SYNC-2, SYNC-4', async () => {
  const device = await field().device('secure', { trustedCertificate: certificateFile });
  await signIn(device, url);
  await synced(device);
  const lead = leadWithNote('Secure');
  await device.call('mutate', { name: 'lead.create', args: lead });
  await synced(device);
  const cuts = { handshake: 0, reply: 0 };
  line.heldAfterBytes = 20;
  line.fate = (sent) => {
    if (isHandshake(sent)) {
      if (cuts.handshake >= 3) return 'pass';
      cuts.handshake += 1;
      return 'cutHere';
    }
    // Small records end a handshake; requests are longer.
    if (sent.length < 200 || cuts.reply >= 4) return 'pass';
    cuts.reply += 1;
    return 'cutReply';
  };
  line.cut();
  line.mend();
  const notes = 60;
  for (let n = 0; n < notes; n++) {
    await device.call('mutate', { name: 'note.add', args: { id: newId(), leadId: lead.id, body: `note ${n}` } });
  }
  while (cuts.handshake < 3 || cuts.reply < 4) {
    await device.call('sync.now', { reason: 'network' });
    await device.until(({ connection }) => connection === 'offline' || connection === 'online');
    await new Promise((later) => setTimeout(later, 20));
  }
  await device.call('sync.now', { reason: 'network' });
  await synced(device);
  expect(await outbox(device)).toEqual([]);
  const owner = await new Api(field().server.url).signIn(adminEmail, adminPassword);
  const timeline = await owner.get(`/v1/leads/${lead.id}/timeline?kinds=note&limit=1`);
  expect(timeline.body).toMatchObject({ total: notes + 1 });
  expect(await leadTotal(device)).toBe(1);
}, 120_000);

it('speaks to nobody whose certificate it was not told to trust', async () => {
  line.fate = () => 'pass';
  const device = await field().device('wary');
  const credentials = { serverUrl: url, email: adminEmail, password: adminPassword };
  const reply = await device.reply('session.signIn', credentials);
  expect(reply).toMatchObject({ ok: false, error: { code: 'UNREACHABLE' } });
}, 60_000);
