import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { photoMaxBytes } from '../../core/domain/file/file-limits.ts';
import { newId, type Api } from '../server/api.ts';
import { startCompany, type Company } from '../server/company.ts';
import { storeKinds } from '../support/fresh-database.ts';
import { pdf, png, sha256Of } from '../support/test-files.ts';

type Bytes = Uint8Array<ArrayBuffer>;
type Item = { id: string; name: string; mediaType: string; size: number; sha256: string; stored: boolean };

const octets = { 'content-type': 'application/octet-stream' };

/** A reply's bytes, which `Api` would read as text. */
async function fetched(api: Api, path: string, headers: Record<string, string> = {}) {
  const response = await fetch(api.url + path, { headers: { ...api.headers(), ...headers } });
  return { status: response.status, headers: response.headers, bytes: new Uint8Array(await response.arrayBuffer()) };
}

describe.each(storeKinds)('files of a lead over REST (%s)', (kind) => {
  let company: Company;
  let leadId: string;
  const newLead = async (api: Api, values = {}): Promise<string> => {
    const lead = { lastName: 'Ann', teamId: company.teamId, skipTeamAndSourceRequirement: true, ...values };
    const { status, body } = await api.post<{ id: string }>('/v1/leads', lead);
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body.id;
  };
  const put = (api: Api, body: Bytes, id = leadId) =>
    api.send('PUT', `/v1/leads/${id}/photo`, { body, headers: octets });
  const add = (body: Bytes, name: string, headers = {}) =>
    company.rita.send<Item & { code?: string }>(
      'POST',
      `/v1/leads/${leadId}/documents?name=${encodeURIComponent(name)}`,
      { body, headers: { ...octets, ...headers } },
    );

  beforeAll(async () => {
    company = await startCompany(kind);
  });
  afterAll(() => company?.end());
  const fresh = async (): Promise<void> => {
    leadId = await newLead(company.rita, { assigneeId: company.ids.rita });
  };

  test('A9: a photo is uploaded, fetched, replaced and deleted', async () => {
    await fresh();
    const [first, second] = [png(10), png(20)];
    expect((await fetched(company.rita, `/v1/leads/${leadId}/photo`)).status).toBe(404);
    const { status, body } = await put(company.rita, first);
    expect({ status, ...body }).toMatchObject({
      status: 200,
      kind: 'photo',
      mediaType: 'image/png',
      size: first.length,
      sha256: sha256Of(first),
      stored: true,
    });
    const got = await fetched(company.manager, `/v1/leads/${leadId}/photo`);
    expect(Buffer.compare(got.bytes, first)).toBe(0);
    expect(got.headers.get('content-type')).toBe('image/png');
    expect(got.headers.get('x-content-type-options')).toBe('nosniff');
    expect(got.headers.get('content-security-policy')).toBe(`default-src 'none'`);
    await put(company.rita, second);
    expect(Buffer.compare((await fetched(company.rita, `/v1/leads/${leadId}/photo`)).bytes, second)).toBe(0);
    expect((await company.rita.send('DELETE', `/v1/leads/${leadId}/photo`)).status).toBe(204);
    expect((await fetched(company.rita, `/v1/leads/${leadId}/photo`)).status).toBe(404);
    expect((await company.rita.send('DELETE', `/v1/leads/${leadId}/photo`)).status).toBe(404);
    const events = (
      await company.rita.get<{ items: { event: string }[] }>(`/v1/leads/${leadId}/timeline?kinds=history`)
    ).body.items;
    expect(events.map(({ event }) => event)).toEqual(expect.arrayContaining(['photoSet', 'photoRemoved']));
  });

  test('A9: a bad file is 400, whatever it is called; over 10 MB is 413; nothing changes', async () => {
    await fresh();
    for (const bad of [pdf(500), Buffer.from('<svg onload="alert(1)"/>'), Buffer.from('GIF'), new Uint8Array()]) {
      const { status, body } = await put(company.rita, Uint8Array.from(bad));
      expect({ status, code: body['code'] }).toEqual({ status: 400, code: 'FILE_TYPE_REFUSED' });
    }
    const large = new Uint8Array(photoMaxBytes + 1);
    large.set(png(1));
    expect(await put(company.rita, large)).toMatchObject({
      status: 413,
      body: { code: 'FILE_TOO_LARGE', details: { maxBytes: photoMaxBytes } },
    });
    expect((await put(company.rita, large.subarray(0, photoMaxBytes))).status).toBe(200);
  });

  test('A9: a lead that the caller does not see has no photo', async () => {
    await fresh();
    await put(company.rita, png(30));
    expect((await put(company.rolf, png(31))).status).toBe(404);
    expect((await fetched(company.rolf, `/v1/leads/${leadId}/photo`)).status).toBe(404);
    expect((await fetched(company.rolf, `/v1/files/${sha256Of(png(30))}`)).status).toBe(404);
    expect((await fetched(company.anonymous, `/v1/leads/${leadId}/photo`)).status).toBe(401);
    expect((await fetched(company.rita, `/v1/leads/${newId()}/photo`)).status).toBe(404);
  });

  test('B14: documents are added, listed, fetched, renamed, removed and restored', async () => {
    await fresh();
    const bytes = pdf(70_000);
    const { status, body: added } = await add(bytes, 'Größe "1".pdf');
    expect({ status, ...added }).toMatchObject({
      status: 201,
      name: 'Größe "1".pdf',
      mediaType: 'application/pdf',
      stored: true,
    });
    const list = async () =>
      (await company.manager.get<{ items: Item[]; total: number }>(`/v1/leads/${leadId}/documents`)).body;
    expect(await list()).toMatchObject({ total: 1, items: [{ id: added.id, sha256: sha256Of(bytes) }] });
    const path = `/v1/leads/${leadId}/documents/${added.id}`;
    const content = await fetched(company.manager, `${path}/content`);
    expect(Buffer.compare(content.bytes, bytes)).toBe(0);
    expect(content.headers.get('content-type')).toBe('application/octet-stream');
    expect(content.headers.get('content-disposition')).toMatch(/^attachment; .*Gr%C3%B6%C3%9Fe%20%221%22\.pdf$/);
    const renamed = await company.rita.sendJson('PATCH', path, { name: 'Final.pdf' });
    expect(renamed).toMatchObject({ status: 200, body: { name: 'Final.pdf' } });
    expect((await company.rita.send('DELETE', path)).status).toBe(204);
    expect(await list()).toMatchObject({ total: 0 });
    expect((await fetched(company.rita, `${path}/content`)).status).toBe(404);
    expect((await company.rita.post(`${path}/restore`, {})).status).toBe(200);
    expect(await list()).toMatchObject({ total: 1, items: [{ name: 'Final.pdf' }] });
  });

  test('B14: an empty document is one; the limit is the organization’s, and the reply says it', async () => {
    await fresh();
    expect(await add(new Uint8Array(), 'empty.txt')).toMatchObject({ status: 201, body: { size: 0, stored: true } });
    const maxBytes = 50 * 1024 * 1024;
    const reply = await add(new Uint8Array(maxBytes + 1), 'large.bin');
    expect(reply).toMatchObject({ status: 413, body: { code: 'FILE_TOO_LARGE', details: { maxBytes } } });
  });

  test.each(['../../etc/passwd', 'a\\b', 'a\nb', '', '..', 'x'.repeat(300)])(
    'B14: the name %j is refused',
    async (name) => {
      await fresh();
      const { status, body } = await add(pdf(10), name);
      expect({ status, ...body }).toMatchObject({
        status: 400,
        code: 'VALIDATION_FAILED',
        errors: [{ field: 'name' }],
      });
    },
  );

  test('B14: errors name what is wrong: no name, no lead, no document, a stranger, a trashed lead', async () => {
    await fresh();
    const at = `/v1/leads/${leadId}/documents`;
    const noName = await company.rita.send('POST', at, { body: pdf(10), headers: octets });
    expect(noName.body).toMatchObject({ status: 400, errors: [{ field: 'name' }] });
    const { body: added } = await add(pdf(10), 'a.pdf');
    for (const [api, path] of [
      [company.rita, `/v1/leads/${newId()}/documents`],
      [company.rita, `${at}/${newId()}`],
      [company.rita, `${at}/nonsense`],
      [company.rolf, at],
      [company.rolf, `${at}/${added.id}`],
    ] as const) {
      expect(await api.get(path)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    }
    expect(await company.rita.sendJson('PATCH', `${at}/${added.id}`, { name: 'a/b' })).toMatchObject({ status: 400 });
    await company.rita.send('DELETE', `/v1/leads/${leadId}`);
    expect(await add(pdf(10), 'late.pdf')).toMatchObject({ status: 409, body: { code: 'WRONG_STATE' } });
  });

  test('B14: a request that is sent again adds nothing', async () => {
    await fresh();
    const bytes = pdf(100);
    const key = { 'idempotency-key': newId() };
    const [first, again] = [await add(bytes, 'a.pdf', key), await add(bytes, 'a.pdf', key)];
    expect([first.status, again.status, again.body.id]).toEqual([201, 201, first.body.id]);
    expect((await company.rita.get(`/v1/leads/${leadId}/documents`)).body).toMatchObject({ total: 1 });
  });

  test('a content is served whole, in parts, or not at all to who has it', async () => {
    await fresh();
    const bytes = pdf(1000);
    await add(bytes, 'a.pdf');
    const path = `/v1/files/${sha256Of(bytes)}`;
    const etag = `"${sha256Of(bytes)}"`;
    const part = (range: string, more = {}) => fetched(company.rita, path, { range, ...more });
    expect((await fetched(company.rita, path)).headers.get('etag')).toBe(etag);
    expect((await fetched(company.rita, path, { 'if-none-match': etag })).status).toBe(304);
    for (const [range, from, to] of [
      ['bytes=0-0', 0, 1],
      ['bytes=100-199', 100, 200],
      ['bytes=900-', 900, 1000],
      ['bytes=-100', 900, 1000],
      ['bytes=900-5000', 900, 1000],
    ] as const) {
      const { status, headers, bytes: got } = await part(range);
      expect([status, headers.get('content-range')]).toEqual([206, `bytes ${from}-${to - 1}/1000`]);
      expect(Buffer.compare(got, bytes.subarray(from, to))).toBe(0);
    }
    expect(await part('bytes=1000-')).toMatchObject({ status: 416 });
    expect((await part('bytes=0-9', { 'if-range': '"other"' })).status).toBe(200);
    expect((await part('bytes=5-2')).status).toBe(200);
    expect((await part('rows=1-2')).status).toBe(200);
    const head = await fetch(company.rita.url + path, { method: 'HEAD', headers: company.rita.headers() });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '1000']);
  });
});
