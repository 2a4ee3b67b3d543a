import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../server/api.ts';
import { startCompany, type Company } from '../../server/company.ts';
import { storeKinds } from '../../support/fresh-database.ts';

type Lead = { id: string; status: string; state: string; company: string | null; contactId: string | null };
type Converted = { contactId: string | null; accountId: string | null; opportunityId: string | null; lead: Lead };

describe.each(storeKinds)('what becomes of a lead, over REST (%s)', (kind) => {
  let company: Company;
  beforeAll(async () => {
    company = await startCompany(kind);
  });
  afterAll(() => company?.end());

  const make = async (values: object, api = company.rita): Promise<string> => {
    const made = await api.post<Lead>('/v1/leads', { skipTeamAndSourceRequirement: true, lastName: 'Lee', ...values });
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
    return made.body.id;
  };
  const everything = { createContact: true, createAccount: true, createOpportunity: true };

  test('B9 the check says whether a lead can be converted, and what is there already', async () => {
    const id = await make({ company: 'StartupIO', email: 'check@startup.io' });
    const check = (query = '', api = company.rita) => api.get(`/v1/leads/${id}/conversion-check${query}`);
    expect((await check()).body).toEqual({
      ...{ canConvert: true, reason: null, existingContact: null, existingAccount: null, requiredFields: [] },
    });
    const other = await make({ company: 'StartupIO', email: 'other@startup.io' });
    const { body } = await company.rita.post<Converted>(`/v1/leads/${other}/convert`, { createAccount: true });
    expect((await check()).body).toMatchObject({ existingAccount: { id: body.accountId, name: 'StartupIO' } });
    expect((await company.rita.get(`/v1/leads/${other}/conversion-check`)).body).toMatchObject({
      canConvert: false,
      reason: 'converted',
    });
    expect((await check('?colour=red')).body).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' });
    expect((await check('', company.rolf)).body).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect((await check('', company.anonymous)).status).toBe(401);
  });

  test('B10 a lead becomes contact, account and opportunity in one step; an account that is there is used', async () => {
    const id = await make({ company: 'Made AG', email: 'made@made.io', valueMinor: 500_00, currency: 'EUR' });
    const { status, body } = await company.rita.post<Converted>(`/v1/leads/${id}/convert`, {
      ...everything,
      opportunityName: 'Enterprise deal',
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ contactId: expect.any(String) as unknown, accountId: expect.any(String) as unknown },
      ...{ opportunityId: expect.any(String) as unknown, lead: { id, status: 'converted', contactId: body.contactId } },
    });
    // What the request does not name is the lead's.
    const { opportunities } = (await company.rita.get<{ opportunities: object[] }>(`/v1/leads/${id}`)).body;
    expect(opportunities).toMatchObject([{ name: 'Enterprise deal', valueMinor: 500_00, currency: 'EUR' }]);
    const second = await make({ company: 'Made AG' });
    const reused = await company.rita.post<Converted>(`/v1/leads/${second}/convert`, {
      accountId: body.accountId,
      createOpportunity: true,
    });
    expect(reused.body).toMatchObject({ accountId: body.accountId, contactId: null });
  });

  test('B10 converting twice is refused with what it was converted to, and changes nothing', async () => {
    const id = await make({ company: 'Twice AG' });
    const path = `/v1/leads/${id}/convert`;
    const { body } = await company.rita.post<Converted>(path, everything);
    const { contactId, accountId, opportunityId } = body;
    expect((await company.rita.post(path, everything)).body).toMatchObject({
      ...{ status: 409, code: 'ALREADY_CONVERTED' },
      details: { contactId, accountId, opportunityId },
    });
  });

  test('B10 names what is wrong: both kinds of account, no company, an unknown stage, a closed lead, one of others', async () => {
    const id = await make({});
    const convert = (body: object, api = company.rita) => api.post(`/v1/leads/${id}/convert`, body);
    expect((await convert({ createAccount: true, accountId: newId() })).body).toMatchObject({
      ...{ status: 400, code: 'VALIDATION_FAILED', errors: [{ field: 'accountId', code: 'ambiguous' }] },
    });
    expect((await convert({ createAccount: true })).body).toMatchObject({
      errors: [{ field: 'account.name', code: 'required' }],
    });
    expect((await convert({ accountId: newId() })).body).toMatchObject({ errors: [{ field: 'accountId' }] });
    expect((await convert({ createOpportunity: true, opportunityStageId: newId() })).body).toMatchObject({
      code: 'UNKNOWN_STAGE',
    });
    expect((await convert({ createOpportunity: 'yes', shoe: 1 })).body).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect((await convert({}, company.rolf)).body).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    await company.rita.post(`/v1/leads/${id}/disqualify`, { reason: 'No budget' });
    expect((await convert({})).body).toMatchObject({ status: 409, code: 'WRONG_STATE' });
    expect((await company.rita.get<Lead>(`/v1/leads/${id}`)).body.status).toBe('disqualified');
  });

  test('G6 leads are merged, and the merge is taken back', async () => {
    const id = await make({ email: 'stays@merge.io' });
    const mergedId = await make({ company: 'Merged AG' });
    await company.rita.post(`/v1/leads/${mergedId}/notes`, { body: 'Goes along' });
    const notes = async (of: string) =>
      (await company.rita.get<{ total: number }>(`/v1/leads/${of}/timeline?kinds=note`)).body.total;
    const merge = await company.rita.post<{ mergeId: string; lead: Lead }>(`/v1/leads/${id}/merge`, { mergedId });
    expect(merge).toMatchObject({ status: 200, body: { lead: { id, company: 'Merged AG' } } });
    expect(await notes(id)).toBe(1);
    expect((await company.rita.get<Lead>(`/v1/leads/${mergedId}`)).body.state).toBe('trashed');
    const { mergeId } = merge.body;
    const back = await company.rita.post<{ lead: Lead }>(`/v1/leads/${id}/unmerge`, { mergeId });
    expect(back).toMatchObject({ status: 200, body: { lead: { id, company: null } } });
    expect([await notes(id), await notes(mergedId)]).toEqual([0, 1]);
    expect((await company.rita.post(`/v1/leads/${id}/unmerge`, { mergeId })).body).toMatchObject({
      ...{ status: 409, code: 'WRONG_STATE' },
    });
  });

  test('G6 names what is wrong: the lead itself, one of others, one in the trash, an unknown field or merge', async () => {
    const id = await make({});
    const merge = (body: object) => company.rita.post(`/v1/leads/${id}/merge`, body);
    expect((await merge({ mergedId: id })).body).toMatchObject({ errors: [{ field: 'mergedId', code: 'same' }] });
    const foreign = await make({}, company.rolf);
    expect((await merge({ mergedId: foreign })).body).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect((await merge({ mergedId: newId(), take: ['shoe'] })).body).toMatchObject({ code: 'VALIDATION_FAILED' });
    const trashed = await make({});
    await company.rita.sendJson('DELETE', '/v1/leads', { ids: [trashed] });
    expect((await merge({ mergedId: trashed })).body).toMatchObject({ status: 409, code: 'WRONG_STATE' });
    const unknown = await company.rita.post(`/v1/leads/${id}/unmerge`, { mergeId: newId() });
    expect(unknown.body).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });
});
