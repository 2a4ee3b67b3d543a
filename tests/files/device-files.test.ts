// Verifies: SYNC-12
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileChunkBytes, type FileState, type TakenFile } from '../../core/bridge/files.ts';
import type { LeadDocuments } from '../../core/queries/lead-documents.ts';
import { newId, TestDevice } from '../server/api.ts';
import { password, startCompany, type Company } from '../server/company.ts';
import { startServer, type ServerProcess } from '../server/server-process.ts';
import type { TestWindow } from '../support/bridge-window.ts';
import { startTestWorker, type TestWorker } from '../support/data-worker.ts';
import { temporaryFolder } from '../support/device-store.ts';
import { TcpProxy } from '../support/tcp-proxy.ts';
import { pdf, png, sha256Of } from '../support/test-files.ts';

type Device = TestWorker & { readonly name: string };

describe('files on devices', () => {
  let company: Company;
  let line: TcpProxy;
  let server: ServerProcess | undefined;
  let profiles: ReturnType<typeof temporaryFolder>;
  const running = new Set<TestWorker>();

  beforeEach(async () => {
    profiles = temporaryFolder();
    company = await startCompany('sqlite');
    line = await TcpProxy.start(company.server.url);
  });
  afterEach(async () => {
    await Promise.all([...running].map(({ worker }) => worker.stop()));
    running.clear();
    await line.end();
    await server?.stop();
    server = undefined;
    await company.end();
    profiles.remove();
  });

  const start = async (name: string): Promise<Device> => {
    const started = await startTestWorker(profiles.path, name);
    running.add(started);
    return { ...started, name };
  };
  const stop = async (device: Device): Promise<void> => {
    for (const started of running) if (started.worker === device.worker) running.delete(started);
    await device.worker.stop();
  };
  const ask = async <Value>(
    window: TestWindow,
    ...[method, params]: Parameters<TestWindow['call']>
  ): Promise<Value> => {
    const reply = await window.call(method, params);
    if (!reply.ok) throw new Error(`${method}: ${JSON.stringify(reply.error)}`);
    return reply.value as Value;
  };
  const signedIn = async (name: string, person = 'rita'): Promise<Device> => {
    const device = await start(name);
    await ask(device.window, 'session.signIn', { serverUrl: line.url, email: `${person}@harbour.test`, password });
    await device.window.event((event) => event.type === 'status' && event.status.lastSyncedAt !== null);
    return device;
  };
  const mutate = (window: TestWindow, name: string, args: unknown) => window.call('mutate', { name, args });
  const newLead = async ({ window }: Device, values = {}): Promise<string> => {
    const id = newId();
    const lead = { id, lastName: 'Ann', teamId: company.teamId, assigneeId: company.ids.rita, ...values };
    expect(await mutate(window, 'lead.create', lead)).toMatchObject({ ok: true });
    return id;
  };
  const take = async (window: TestWindow, bytes: Uint8Array, name: string, kind: 'document' | 'photo' = 'document') => {
    const { intake } = await ask<{ intake: string }>(window, 'files.begin', { kind, name, size: bytes.length });
    for (let at = 0; at < bytes.length; at += fileChunkBytes) {
      const data = Buffer.from(bytes.subarray(at, at + fileChunkBytes)).toString('base64');
      await ask(window, 'files.write', { intake, data });
    }
    return ask<TakenFile>(window, 'files.finish', { intake });
  };
  /** @returns the document's id */
  const add = async ({ window }: Device, leadId: string, bytes: Uint8Array, name = 'Offer.pdf'): Promise<string> => {
    const id = newId();
    const reply = await mutate(window, 'document.add', { id, leadId, ...(await take(window, bytes, name)) });
    expect(reply).toMatchObject({ ok: true });
    return id;
  };
  const stateOf = async ({ window }: Device, bytes: Uint8Array): Promise<FileState> =>
    (await ask<Record<string, FileState>>(window, 'files.states', { sha256s: [sha256Of(bytes)] }))[sha256Of(bytes)]!;
  const until = async (what: string, holds: () => Promise<boolean>): Promise<void> => {
    for (let i = 0; i < 400; i++) {
      if (await holds()) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`never: ${what}`);
  };
  const becomes = (device: Device, bytes: Uint8Array, state: FileState['state']): Promise<void> =>
    until(`${device.name} ${state}`, async () => (await stateOf(device, bytes)).state === state);
  const opened = async ({ worker }: Device, documentId: string): Promise<Buffer | undefined> => {
    const file = await worker.file(documentId);
    return file && Buffer.from(await new Response(file.body).arrayBuffer());
  };
  const documentsOf = ({ window }: Device, leadId: string): Promise<LeadDocuments> =>
    ask(window, 'query', { name: 'leadDocuments', params: { leadId } });
  const sealedFiles = (name: string): string[] => {
    const profile = join(profiles.path, name);
    const folders = readdirSync(profile).filter((entry) => entry.endsWith('.files'));
    return folders.flatMap((folder) => readdirSync(join(profile, folder)).map((file) => join(profile, folder, file)));
  };

  it('takes a photo and a document offline, keeps them over a restart, and brings them to another device', async () => {
    const rita = await signedIn('rita');
    const leadId = await newLead(rita);
    line.cut();
    const [face, offer] = [png(9), pdf(3 * 64 * 1024 + 17)];
    const documentId = await add(rita, leadId, offer);
    const photo = { id: newId(), leadId, ...(await take(rita.window, face, 'ann.png', 'photo')), replaces: null };
    expect(await mutate(rita.window, 'lead.setPhoto', photo)).toMatchObject({ ok: true });
    expect(await documentsOf(rita, leadId)).toMatchObject({ photo: { id: photo.id }, documents: [{ id: documentId }] });
    expect((await opened(rita, photo.id))!.equals(face)).toBe(true);
    expect(await stateOf(rita, offer)).toMatchObject({ state: 'local', problem: null });
    // Nothing of them is on the disk in plain text.
    for (const file of sealedFiles('rita')) expect(readFileSync(file).includes('%PDF')).toBe(false);
    expect(sealedFiles('rita')).toHaveLength(2);

    await stop(rita);
    const again = await start('rita');
    expect((await opened(again, documentId))!.equals(offer)).toBe(true);
    const mona = await start('mona');
    line.mend();
    await ask(again.window, 'sync.now', { reason: 'network' });
    await becomes(again, offer, 'stored');
    await becomes(again, face, 'stored');
    await ask(mona.window, 'session.signIn', { serverUrl: line.url, email: 'mona@harbour.test', password });
    await becomes(mona, offer, 'stored');
    await becomes(mona, face, 'stored');
    expect((await opened(mona, documentId))!.equals(offer)).toBe(true);
    expect((await opened(mona, photo.id))!.equals(face)).toBe(true);
  });

  it('goes on with an upload that the death of the server cut off, and sends nothing twice that has arrived', async () => {
    const rita = await signedIn('rita');
    const leadId = await newLead(rita);
    const bytes = pdf(6 * 1024 * 1024);
    let sent = 0;
    let killed = false;
    line.fate = (piece) => {
      sent += piece.length;
      // Half of it has arrived: the server dies as by a power cut.
      if (!killed && sent > bytes.length / 2) {
        killed = true;
        company.server.child.kill('SIGKILL');
      }
      return 'pass';
    };
    await add(rita, leadId, bytes);
    await until('killed', async () => killed);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const uploads = join(company.folder, 'uploads');
    const [part] = readdirSync(uploads).filter((name) => !name.endsWith('.json'));
    const arrived = statSync(join(uploads, part!)).size;
    expect(arrived).toBeGreaterThan(bytes.length / 4);
    sent = 0;
    server = await startServer({ folder: company.folder });
    line.mend(server.url);
    await ask(rita.window, 'sync.now', { reason: 'network' });
    await becomes(rita, bytes, 'stored');
    // What was missing, and what sync and headers take.
    expect(sent).toBeLessThan(bytes.length - arrived + 128 * 1024);
    const stored = await fetch(`${server.url}/v1/files/${sha256Of(bytes)}`, { headers: company.manager.headers() });
    expect(sha256Of(new Uint8Array(await stored.arrayBuffer()))).toBe(sha256Of(bytes));
  });

  it('goes on with a download that was cut off', async () => {
    const rita = await signedIn('rita');
    const leadId = await newLead(rita);
    const bytes = pdf(8 * 1024 * 1024);
    const documentId = await add(rita, leadId, bytes);
    await becomes(rita, bytes, 'stored');
    const mona = await start('mona');
    await ask(mona.window, 'session.signIn', { serverUrl: line.url, email: 'mona@harbour.test', password });
    await until('half has come', async () => {
      const { state, progress } = await stateOf(mona, bytes);
      return state === 'missing' && (progress?.done ?? 0) >= 1024 * 1024;
    });
    line.cut();
    const here = await stateOf(mona, bytes);
    await stop(mona);
    line.mend();
    line.receivedBytes = 0;
    const again = await start('mona');
    await becomes(again, bytes, 'stored');
    expect((await opened(again, documentId))!.equals(bytes)).toBe(true);
    if (here.state === 'missing') {
      expect(line.receivedBytes).toBeLessThan(bytes.length - here.progress!.done + 256 * 1024);
    }
  });

  it('never hands out what was changed on the disk, and fetches it again', async () => {
    const rita = await signedIn('rita');
    const bytes = pdf(200_000);
    const documentId = await add(rita, await newLead(rita), bytes);
    await becomes(rita, bytes, 'stored');
    const [file] = sealedFiles('rita');
    const sealed = readFileSync(file!);
    sealed[sealed.length - 1000]! ^= 1;
    writeFileSync(file!, sealed);
    line.cut();
    expect(await opened(rita, documentId)).toBeUndefined();
    expect(await stateOf(rita, bytes)).toMatchObject({ state: 'missing', problem: 'damaged' });
    line.mend();
    await ask(rita.window, 'sync.now', { reason: 'person' });
    await becomes(rita, bytes, 'stored');
    expect((await opened(rita, documentId))!.equals(bytes)).toBe(true);
  });

  it('keeps the same bytes once, from one person or from two', async () => {
    const [rita, mona] = [await signedIn('rita'), await signedIn('mona', 'mona')];
    const bytes = pdf(50_000);
    const leadId = await newLead(rita);
    const first = await add(rita, leadId, bytes, 'One.pdf');
    const second = await add(rita, leadId, bytes, 'Two.pdf');
    const third = await add(mona, await newLead(mona), bytes, 'Three.pdf');
    await becomes(rita, bytes, 'stored');
    await becomes(mona, bytes, 'stored');
    expect(sealedFiles('rita')).toHaveLength(1);
    for (const id of [first, second]) expect((await opened(rita, id))!.equals(bytes)).toBe(true);
    expect((await opened(mona, third))!.equals(bytes)).toBe(true);
  });

  it('takes an empty file, and says at once that one is too large', async () => {
    const rita = await signedIn('rita');
    const leadId = await newLead(rita);
    const empty = new Uint8Array();
    const documentId = await add(rita, leadId, empty, 'empty.txt');
    await becomes(rita, empty, 'stored');
    expect(await opened(rita, documentId)).toEqual(Buffer.alloc(0));
    const maxBytes = 50 * 1024 * 1024;
    const begin = { kind: 'document', name: 'large.iso', size: maxBytes + 1 } as const;
    expect(await rita.window.call('files.begin', begin)).toMatchObject({
      ok: false,
      error: { kind: 'domain', error: { code: 'FILE_TOO_LARGE', details: { maxBytes } } },
    });
    // One that says it is small and is not.
    const { intake } = await ask<{ intake: string }>(rita.window, 'files.begin', { ...begin, kind: 'photo', size: 1 });
    const data = Buffer.alloc(fileChunkBytes).toString('base64');
    let reply = await rita.window.call('files.write', { intake, data });
    while (reply.ok) reply = await rita.window.call('files.write', { intake, data });
    expect(reply.error).toMatchObject({ error: { code: 'FILE_TOO_LARGE' } });
    expect(await rita.window.call('files.finish', { intake })).toMatchObject({ ok: false });
    expect(sealedFiles('rita')).toHaveLength(1);
  });

  it('refuses hostile names, and leaves nothing of what was given up', async () => {
    const rita = await signedIn('rita');
    const leadId = await newLead(rita);
    for (const name of ['../../.bashrc', 'a/b', 'C:\\x', 'photo\u202egpj.exe', '..', 'a\0b']) {
      const taken = await take(rita.window, pdf(100), name);
      const reply = await mutate(rita.window, 'document.add', { id: newId(), leadId, ...taken });
      expect(reply).toMatchObject({ ok: false, error: { error: { code: 'VALIDATION_FAILED' } } });
    }
    const { intake } = await ask<{ intake: string }>(rita.window, 'files.begin', {
      kind: 'document',
      name: 'x',
      size: 5,
    });
    await ask(rita.window, 'files.cancel', { intake });
    expect(sealedFiles('rita').filter((file) => file.endsWith('.part'))).toEqual([]);
    expect(await rita.window.call('files.write', { intake: 'unknown', data: '' })).toMatchObject({ ok: false });
  });

  it('says that the disk is full, leaves nothing of the file there, and goes on with what fits', async ({ skip }) => {
    const small = join(profiles.path, 'small');
    mkdirSync(small);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', small], { stdio: 'pipe' });
    } catch (cause) {
      console.warn(`NOT TESTED: a full disk. It needs the right to mount a tmpfs (root on Linux): ${String(cause)}`);
      return skip('no right to mount a tmpfs');
    }
    try {
      const rita = await signedIn('small');
      const leadId = await newLead(rita);
      const begin = { kind: 'document', name: 'large.bin', size: 40 * 1024 * 1024 } as const;
      const { intake } = await ask<{ intake: string }>(rita.window, 'files.begin', begin);
      const data = Buffer.alloc(fileChunkBytes).toString('base64');
      let reply = await rita.window.call('files.write', { intake, data });
      while (reply.ok) reply = await rita.window.call('files.write', { intake, data });
      expect(reply.error).toMatchObject({ kind: 'failed', code: 'DISK_FULL' });
      expect(sealedFiles('small')).toEqual([]);
      const bytes = pdf(100_000);
      const documentId = await add(rita, leadId, bytes);
      expect((await opened(rita, documentId))!.equals(bytes)).toBe(true);
      await stop(rita);
    } finally {
      execFileSync('umount', ['--lazy', small]);
    }
  });

  // Verifies: SYNC-8
  it('loses the files of a lead that leaves the scope, with their keys', async () => {
    const rita = await signedIn('rita');
    const leadId = await newLead(rita);
    const bytes = pdf(100_000);
    const documentId = await add(rita, leadId, bytes);
    await becomes(rita, bytes, 'stored');
    expect(sealedFiles('rita')).toHaveLength(1);
    const owner = new TestDevice(company.owner);
    await owner.apply('lead.assign', { ids: [leadId], assigneeId: company.ids.rolf });
    await until('forgotten', async () => sealedFiles('rita').length === 0);
    expect(await opened(rita, documentId)).toBeUndefined();
    expect(await stateOf(rita, bytes)).toMatchObject({ state: 'missing' });
  });

  it('keeps here what is to be kept, and fetches the rest when somebody opens it', async () => {
    const [rita, mona] = [await signedIn('rita'), await signedIn('mona', 'mona')];
    await ask(mona.window, 'files.keep', { keepBytes: 0 });
    const leadId = await newLead(rita);
    const bytes = pdf(60_000);
    const documentId = await add(rita, leadId, bytes);
    await becomes(rita, bytes, 'stored');
    await until('mona knows', async () => (await documentsOf(mona, leadId)).documents[0]?.storedAt != null);
    expect(await stateOf(mona, bytes)).toMatchObject({ state: 'missing', progress: null });
    expect(await opened(mona, documentId)).toBeUndefined();
    expect(await ask(mona.window, 'files.settings', {})).toEqual({ keepBytes: 0, usedBytes: 0 });
    await ask(mona.window, 'files.fetch', { sha256: sha256Of(bytes) });
    await becomes(mona, bytes, 'stored');
    expect((await opened(mona, documentId))!.equals(bytes)).toBe(true);
  });
});
