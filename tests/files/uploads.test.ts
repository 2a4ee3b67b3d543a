// Verifies: SYNC-12
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { newId, TestDevice, type Api } from '../server/api.ts';
import { startCompany, type Company } from '../server/company.ts';
import { startServer, type ServerProcess } from '../server/server-process.ts';
import { storeKinds } from '../support/fresh-database.ts';
import { pdf, png, sha256Of } from '../support/test-files.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** The tus protocol by hand. */
class Upload {
  readonly api: Api;
  location = '';

  constructor(api: Api) {
    this.api = api;
  }

  async begin(sha256: string, size: number): Promise<number> {
    const metadata = `sha256 ${Buffer.from(sha256).toString('base64')}`;
    const { status, headers } = await this.send('POST', '/v1/files/uploads', {
      headers: { 'upload-length': String(size), 'upload-metadata': metadata },
    });
    this.location = headers.get('location') ?? '';
    return status;
  }

  patch(offset: number, body: Bytes) {
    const headers = { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' };
    return this.send<{ code?: string }>('PATCH', this.location, { body, headers });
  }

  async offset(): Promise<number | undefined> {
    const { status, headers } = await this.send('HEAD', this.location, {});
    return status === 200 ? Number(headers.get('upload-offset')) : undefined;
  }

  send<Body = Record<string, unknown>>(
    method: string,
    path: string,
    init: { body?: Bytes; headers?: Record<string, string> },
  ) {
    return this.api.send<Body>(method, path, { ...init, headers: { 'tus-resumable': '1.0.0', ...init.headers } });
  }
}

describe.each(storeKinds)('uploads (%s)', (kind) => {
  let company: Company;
  let server: ServerProcess | undefined;
  beforeAll(async () => {
    company = await startCompany(kind);
  });
  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });
  afterAll(() => company?.end());

  const leadOf = async (device: TestDevice, userId: string): Promise<string> => {
    const id = newId();
    await device.apply('lead.create', { id, lastName: 'Ann', teamId: company.teamId, assigneeId: userId });
    return id;
  };
  const addTo = async (device: TestDevice, leadId: string, bytes: Uint8Array, more = {}): Promise<string> => {
    const sha256 = sha256Of(bytes);
    const file = { id: newId(), leadId, name: 'a.pdf', mediaType: 'application/pdf', size: bytes.length, sha256 };
    await device.apply('document.add', { ...file, ...more });
    return sha256;
  };
  const onNewLead = async (api: Api, userId: string, bytes: Uint8Array) => {
    const device = new TestDevice(api);
    const leadId = await leadOf(device, userId);
    return { device, leadId, sha256: await addTo(device, leadId, bytes) };
  };
  const statusOf = async (api: Api, sha256: string): Promise<number> => (await api.get(`/v1/files/${sha256}`)).status;
  const whole = async (api: Api, sha256: string, bytes: Bytes) => {
    const upload = new Upload(api);
    expect(await upload.begin(sha256, bytes.length)).toBe(201);
    return bytes.length === 0 ? undefined : upload.patch(0, bytes);
  };

  test('a content arrives in parts; others see the row before and the bytes after', async () => {
    const { rita, manager, ids } = company;
    const bytes = pdf(200_000);
    const { sha256, leadId } = await onNewLead(rita, ids.rita, bytes);
    const listed = async () => (await manager.get(`/v1/leads/${leadId}/documents`)).body['items'];
    expect(await listed()).toMatchObject([{ sha256, stored: false }]);
    expect(await statusOf(manager, sha256)).toBe(404);
    const upload = new Upload(rita);
    expect(await upload.begin(sha256, bytes.length)).toBe(201);
    expect((await upload.patch(0, bytes.subarray(0, 90_000))).status).toBe(204);
    expect(await upload.offset()).toBe(90_000);
    expect((await upload.patch(50_000, bytes.subarray(50_000))).status).toBe(409);
    expect((await upload.patch(90_000, bytes.subarray(90_000))).status).toBe(204);
    expect(await listed()).toMatchObject([{ sha256, stored: true }]);
    expect(await statusOf(manager, sha256)).toBe(200);
    expect(await new Upload(rita).begin(sha256, bytes.length)).toBe(409);
  });

  test('an empty content needs no part', async () => {
    const { sha256 } = await onNewLead(company.rita, company.ids.rita, new Uint8Array());
    await whole(company.rita, sha256, new Uint8Array());
    expect(await statusOf(company.rita, sha256)).toBe(200);
  });

  test('bytes that are not what their hash says are refused and forgotten; sent again rightly they are taken', async () => {
    const bytes = pdf(50_000);
    const { sha256 } = await onNewLead(company.rita, company.ids.rita, bytes);
    const damaged = Uint8Array.from(bytes);
    damaged[30_000]! ^= 1;
    const upload = new Upload(company.rita);
    await upload.begin(sha256, bytes.length);
    expect(await upload.patch(0, damaged)).toMatchObject({ status: 460, body: { code: 'CHECKSUM_MISMATCH' } });
    expect(await upload.offset()).toBeUndefined();
    expect(await statusOf(company.rita, sha256)).toBe(404);
    expect(await whole(company.rita, sha256, bytes)).toMatchObject({ status: 204 });
  });

  test('only what a row of the caller’s names is received, in the size that it names', async () => {
    const { rita, rolf, ids } = company;
    const bytes = pdf(1000);
    expect(await new Upload(rita).begin(sha256Of(bytes), 1000)).toBe(404);
    const { sha256 } = await onNewLead(rita, ids.rita, bytes);
    expect(await new Upload(rolf).begin(sha256, 1000)).toBe(404);
    expect(await new Upload(rita).begin(sha256, 1001)).toBe(400);
    expect(await new Upload(rita).begin('../../etc/passwd', 1000)).toBe(400);
    const upload = new Upload(rita);
    await upload.begin(sha256, 1000);
    const stolen = new Upload(rolf);
    stolen.location = upload.location;
    expect(await stolen.offset()).toBeUndefined();
    expect((await stolen.patch(0, bytes)).status).toBe(404);
    expect((await stolen.send('DELETE', stolen.location, {})).status).toBe(404);
    expect(await upload.offset()).toBe(0);
    expect(await new Upload(company.anonymous).begin(sha256, 1000)).toBe(401);
  });

  test('to know a hash opens nothing: a content is readable through a row whose author has proven to have it', async () => {
    const { rita, rolf, ids } = company;
    const secret = pdf(5000);
    const { sha256 } = await onNewLead(rita, ids.rita, secret);
    await whole(rita, sha256, secret);
    const probe = new TestDevice(rolf);
    const own = await leadOf(probe, ids.rolf);
    await addTo(probe, own, secret);
    expect(await statusOf(rolf, sha256)).toBe(404);
    expect((await rolf.get(`/v1/leads/${own}/documents`)).body['items']).toMatchObject([{ stored: false }]);
    // Whoever has the bytes sends them, although the server holds them already.
    expect(await whole(rolf, sha256, secret)).toMatchObject({ status: 204 });
    expect(await statusOf(rolf, sha256)).toBe(200);
  });

  test('the same content on a second lead of the same person needs no second upload', async () => {
    const { rita, ids } = company;
    const bytes = pdf(3000);
    const { device, sha256 } = await onNewLead(rita, ids.rita, bytes);
    await whole(rita, sha256, bytes);
    const second = await leadOf(device, ids.rita);
    await addTo(device, second, bytes);
    expect((await rita.get(`/v1/leads/${second}/documents`)).body['items']).toMatchObject([{ stored: true }]);
  });

  test('two people who add the same content each send theirs, and it is stored once', async () => {
    const { rita, rolf, ids } = company;
    const bytes = pdf(4000);
    const [a, b] = [await onNewLead(rita, ids.rita, bytes), await onNewLead(rolf, ids.rolf, bytes)];
    const [first, second] = [new Upload(rita), new Upload(rolf)];
    await Promise.all([first.begin(a.sha256, 4000), second.begin(b.sha256, 4000)]);
    const replies = await Promise.all([first.patch(0, bytes), second.patch(0, bytes)]);
    expect(replies.map(({ status }) => status)).toEqual([204, 204]);
    expect([await statusOf(rita, a.sha256), await statusOf(rolf, b.sha256)]).toEqual([200, 200]);
  });

  test('a photo whose bytes are no image is refused, whatever its row says', async () => {
    const { rita, ids } = company;
    const device = new TestDevice(rita);
    const leadId = await leadOf(device, ids.rita);
    const bytes = Uint8Array.from(Buffer.from('<html><script>alert(1)</script></html>'));
    const sha256 = sha256Of(bytes);
    const photo = { id: newId(), leadId, name: 'a.png', mediaType: 'image/png', size: bytes.length, sha256 };
    await device.apply('lead.setPhoto', photo);
    expect(await whole(rita, sha256, bytes)).toMatchObject({ status: 400, body: { code: 'FILE_TYPE_REFUSED' } });
    expect(await statusOf(rita, sha256)).toBe(404);
    expect((await rita.get(`/v1/leads/${leadId}/photo`)).body).toMatchObject({ details: { reason: 'notUploaded' } });
  });

  test('the type is found in the bytes, not taken from the row', async () => {
    const bytes = png(77);
    const { sha256, leadId } = await onNewLead(company.rita, company.ids.rita, bytes);
    await whole(company.rita, sha256, bytes);
    const { body } = await company.rita.get(`/v1/leads/${leadId}/documents`);
    expect(body['items']).toMatchObject([{ mediaType: 'image/png' }]);
  });

  test('an upload survives the server’s death and goes on where it was', async () => {
    const bytes = pdf(100_000);
    const { sha256 } = await onNewLead(company.rita, company.ids.rita, bytes);
    const upload = new Upload(company.rita);
    await upload.begin(sha256, bytes.length);
    await upload.patch(0, bytes.subarray(0, 60_000));
    const { port } = new URL(company.server.url);
    company.server.child.kill('SIGKILL');
    await new Promise((resolve) => company.server.child.once('exit', resolve));
    server = await startServer({ folder: company.folder, databaseUrl: company.databaseUrl, args: ['--port', port] });
    expect(await upload.offset()).toBe(60_000);
    expect((await upload.patch(60_000, bytes.subarray(60_000))).status).toBe(204);
    expect(await statusOf(company.rita, sha256)).toBe(200);
  });

  test('a storage that does not answer costs one byte', async () => {
    // The company's own server was killed above.
    const { port } = new URL(company.server.url);
    server = await startServer({ folder: company.folder, databaseUrl: company.databaseUrl, args: ['--port', port] });
    const bytes = pdf(80_000);
    const { sha256 } = await onNewLead(company.rita, company.ids.rita, bytes);
    const [files, aside] = [join(company.folder, 'files'), join(company.folder, 'files-aside')];
    renameSync(files, aside);
    writeFileSync(files, 'in the way');
    const upload = new Upload(company.rita);
    await upload.begin(sha256, bytes.length);
    expect(await upload.patch(0, bytes)).toMatchObject({ status: 503, body: { code: 'STORAGE_UNAVAILABLE' } });
    rmSync(files);
    renameSync(aside, files);
    expect(await upload.offset()).toBe(79_999);
    expect((await upload.patch(79_999, bytes.subarray(79_999))).status).toBe(204);
    expect(await statusOf(company.rita, sha256)).toBe(200);
  });
});
