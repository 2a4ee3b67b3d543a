import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, type Api, type Reply } from '../server/api.ts';
import { startCompany, type Company } from '../server/company.ts';
import { storeKinds } from '../support/fresh-database.ts';
import { base, ok, settingsApi, type List, type Row } from './settings-api.ts';

describe.each(storeKinds)('lead settings over REST (%s)', (kind) => {
  let company: Company;
  let pipelineId: string;
  beforeAll(async () => {
    company = await startCompany(kind);
    const { body } = await company.owner.get<List>(`${base}/pipelines?module=leads`);
    pipelineId = body.items[0]!.id;
  });
  afterAll(() => company?.end());

  const { list, make, put, newLead } = settingsApi(() => company);
  const stage = (name: string, more: object = {}) => make('stages', { name, pipelineId, ...more });
  const move = (id: string, stageId: string, fields?: object) =>
    company.rita.post<Row>(`/v1/leads/${id}/stage`, { stageId, fields });

  test('A4 stages have a colour, the quiet one derived from it, and there is a palette', async () => {
    const { items, colors } = await ok(
      company.rita.get<List & { colors: Row[] }>(`${base}/stages?module=leads&pipelineId=${pipelineId}`),
    );
    expect(items.length).toBeGreaterThan(3);
    for (const item of items) {
      expect(item).toMatchObject({ pipelineId, secondaryColor: expect.stringMatching(/^#[0-9a-f]{6}$/) as string });
      expect(colors.find(({ name }) => name === item['primaryColor'])?.['secondaryColor']).toBe(item['secondaryColor']);
    }
    expect((await company.rita.get(`${base}/stages?module=cars`)).body).toMatchObject({
      status: 400,
      errors: [{ field: 'module' }],
    });
    expect((await company.anonymous.get(`${base}/stages`)).status).toBe(401);
  });

  test('A13 a stage is made, changed, put in order and deleted', async () => {
    const made = await stage('Tasting', { primaryColor: 'pink', position: 1 });
    expect(made).toMatchObject({ name: 'Tasting', color: 'pink', primaryColor: 'pink', position: 1, probability: 0 });
    expect((await company.owner.get(`${base}/stages/${made.id}`)).body).toEqual(made);
    const changed = await put(`stages/${made.id}`, { name: 'Sampling', primaryColor: 'green', probability: 30 });
    expect(changed.body).toMatchObject({ name: 'Sampling', color: 'green', probability: 30 });
    expect(changed.body['secondaryColor']).not.toBe(made['secondaryColor']);
    const before = (await list(`stages?pipelineId=${pipelineId}`)).items.map(({ id }) => id);
    const stageIds = before.toReversed();
    const reordered = await put('stages/reorder', { pipelineId, stageIds });
    expect((reordered.body as unknown as List).items.map(({ id }) => id)).toEqual(stageIds);
    expect((await put('stages/reorder', { pipelineId, stageIds: before.slice(1) })).body).toMatchObject({
      status: 400,
      code: 'VALIDATION_FAILED',
      errors: [{ field: 'stageIds' }],
      details: { missing: [before[0]] },
    });
    await ok(put('stages/reorder', { pipelineId, stageIds: before }));
    await ok(company.owner.send('DELETE', `${base}/stages/${made.id}`), 204);
    expect((await company.owner.get(`${base}/stages/${made.id}`)).status).toBe(404);
  });

  test('A13 a stage that holds leads says how many, and moves them where it is told', async () => {
    const [full, other] = [await stage('Full'), await stage('Other')];
    const leads = [await newLead({ stageId: full.id }), await newLead({ stageId: full.id }, company.rolf)];
    const path = `${base}/stages/${full.id}`;
    expect((await company.owner.send('DELETE', path)).body).toMatchObject({
      status: 409,
      code: 'STAGE_IN_USE',
      details: { stageId: full.id, count: 2 },
    });
    expect((await company.owner.send('DELETE', `${path}?moveTo=${newId()}`)).body).toMatchObject({
      status: 400,
      code: 'UNKNOWN_STAGE',
      errors: [{ field: 'moveToStageId' }],
    });
    await ok(company.owner.send('DELETE', `${path}?moveTo=${other.id}`), 204);
    for (const { id } of leads) {
      expect((await company.owner.get(`/v1/leads/${id}`)).body).toMatchObject({ stageId: other.id });
    }
  });

  test('A13 what is wrong with a stage is named', async () => {
    const made = await stage('Named');
    for (const [body, expected] of [
      [
        { name: 'named', pipelineId },
        { status: 409, code: 'NAME_TAKEN', errors: [{ field: 'name' }] },
      ],
      [
        { name: 'X', pipelineId: newId() },
        { code: 'UNKNOWN_PIPELINE', errors: [{ field: 'pipelineId' }] },
      ],
      [{ name: ' ', pipelineId, primaryColor: 'plaid' }, { errors: [{ field: 'name' }, { field: 'color' }] }],
      [{ name: 'X', pipelineId, requiredFields: ['shoeSize'] }, { errors: [{ field: 'requiredFields' }] }],
      [{ name: 'X', pipelineId, shape: 'round' }, { errors: [{ field: 'shape', code: 'unknown' }] }],
    ] as const) {
      expect((await company.owner.post(`${base}/stages`, body)).body).toMatchObject(expected);
    }
    expect((await put(`stages/${newId()}`, { name: 'X' })).body).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect((await put(`stages/${made.id}`, { name: 'Y' }, company.manager)).body).toMatchObject({
      status: 403,
      code: 'FORBIDDEN',
      details: { permission: 'settings:edit' },
    });
  });

  test('B7 a stage asks for fields: what is missing is 422 and named, what may stay empty is not', async () => {
    const made = await stage('Asks');
    const path = `stages/${made.id}/fields`;
    await make(path, { field: 'email', required: true });
    expect(await make(path, { field: 'website', required: true })).toEqual({
      ...{ id: 'website', field: 'website', required: true },
    });
    await make(path, { field: 'company', required: false });
    expect((await list(path)).items.map((item) => [item.id, item['required']])).toEqual([
      ['email', true],
      ['website', true],
      ['company', false],
    ]);
    const { id } = await newLead();
    expect((await move(id, made.id)).body).toMatchObject({
      status: 422,
      code: 'STAGE_FIELDS_MISSING',
      errors: [{ field: 'fields.email' }, { field: 'fields.website' }],
      details: { missing: ['email', 'website'] },
    });
    await ok(put(`${path}/website`, { required: false }));
    expect((await move(id, made.id, { email: 'nobody' })).body).toMatchObject({ errors: [{ field: 'fields.email' }] });
    expect(await ok(move(id, made.id, { email: 'ann@asks.test' }))).toMatchObject({ stageId: made.id });
    await ok(company.owner.send('DELETE', `${base}/${path}/email`), 204);
    expect((await company.owner.send('DELETE', `${base}/${path}/email`)).status).toBe(404);
    expect((await company.owner.post(`${base}/${path}`, { field: 'shoeSize', required: true })).body).toMatchObject({
      status: 400,
      errors: [{ field: 'field', code: 'unknown' }],
    });
    expect((await company.rita.post(`${base}/${path}`, { field: 'branch', required: true })).body).toMatchObject({
      status: 403,
      details: { permission: 'settings:edit' },
    });
  });

  test('B7 stage ownership is applied on entering a stage', async () => {
    const made = await stage('Owned');
    const { rolf } = company.ids;
    const path = `stage-ownership/${made.id}`;
    expect((await company.rita.get(`${base}/${path}`)).body).toEqual({
      ...{ stageId: made.id, ownership: null, userId: null, teamId: null },
    });
    expect((await put(path, { ownership: 'user' })).body).toMatchObject({ errors: [{ field: 'ownerUserId' }] });
    expect((await put(path, { ownership: 'user', userId: newId() })).body).toMatchObject({
      status: 400,
      code: 'UNKNOWN_ASSIGNEE',
    });
    expect((await put(path, { ownership: 'mover' }, company.rita)).status).toBe(403);
    await ok(put(path, { ownership: 'user', userId: rolf, teamId: company.teamId }));
    const { id } = await newLead();
    const moved = await move(id, made.id);
    // It is Rolf's from now on: Rita does not see it any more.
    expect(moved.status).toBe(404);
    expect((await company.rolf.get(`/v1/leads/${id}`)).body).toMatchObject({
      ...{ stageId: made.id, assigneeId: rolf, teamId: company.teamId },
    });
  });

  test('B15 fields are hidden per stage, unless the stage asks for them', async () => {
    const made = await stage('Hides', { requiredFields: ['email'] });
    const path = `field-visibility/${made.id}`;
    const shown = await ok(put(path, { fields: { branch: false, email: true } }));
    expect(shown['fields']).toMatchObject({ branch: false, email: true, company: true });
    expect((await put(path, { fields: { email: false } })).body).toMatchObject({
      status: 400,
      code: 'VALIDATION_FAILED',
      details: { names: ['email'] },
      errors: [{ field: 'hiddenFields' }],
    });
    expect((await put(path, { fields: {} }, company.rolf)).status).toBe(403);
    expect((await company.rita.get(`${base}/field-visibility/${newId()}`)).status).toBe(404);
  });

  test('B8 a lead is disqualified with a reason and notes, and opened again', async () => {
    const { id } = await newLead();
    const disqualify = (body: object, api: Api = company.rita) => api.post<Row>(`/v1/leads/${id}/disqualify`, body);
    const reason = await make('disqualification-reasons', { name: 'No budget' });
    await make('disqualification-reasons', { name: 'No need' });
    expect((await disqualify({ reason: 'whim' })).body).toMatchObject({
      status: 400,
      code: 'VALIDATION_FAILED',
      errors: [{ field: 'reason', code: 'unknown' }],
      details: { choices: [{ name: 'No budget' }, { name: 'No need' }] },
    });
    expect((await disqualify({ reason: 'no_budget' }, company.rolf)).status).toBe(404);
    const gone = await ok(disqualify({ reason: 'no_budget', notes: 'Not before 2027' }));
    expect(gone).toMatchObject({
      status: 'disqualified',
      disqualifiedReason: 'No budget',
      disqualifiedReasonId: reason.id,
      counts: { notes: 1 },
    });
    expect((await disqualify({ reason: 'no_budget' })).body).toMatchObject({ status: 409, code: 'WRONG_STATE' });
    const open = await ok(company.rita.post<Row>(`/v1/leads/${id}/reopen`, {}));
    expect(open).toMatchObject({ status: 'open', disqualifiedReason: null, disqualifiedReasonId: null });
    expect((await company.rita.post(`/v1/leads/${id}/reopen`, {})).body).toMatchObject({
      status: 409,
      code: 'WRONG_STATE',
    });
  });

  test('B15 pipelines are made, changed and put away', async () => {
    const made = await make('pipelines', { name: 'Partners', module: 'leads' });
    expect(made).toMatchObject({ module: 'leads', isDefault: false, archived: false });
    expect((await put(`pipelines/${made.id}`, { name: 'Resellers' })).body).toMatchObject({ name: 'Resellers' });
    expect((await company.owner.post(`${base}/pipelines`, { name: 'resellers' })).body).toMatchObject({
      status: 409,
      code: 'NAME_TAKEN',
    });
    expect((await company.owner.send('DELETE', `${base}/pipelines/${pipelineId}`)).body).toMatchObject({
      status: 409,
      code: 'WRONG_STATE',
    });
    await ok(company.owner.send('DELETE', `${base}/pipelines/${made.id}`), 204);
    expect((await company.rita.get(`${base}/pipelines/${made.id}`)).body).toMatchObject({ archived: true });
    expect((await list('pipelines?module=opportunities')).items.map(({ id }) => id)).not.toContain(pipelineId);
  });

  test.each([
    ['sources', { name: 'Billboard' }],
    ['priorities', { name: 'Now or never', color: 'red' }],
    ['disqualification-reasons', { name: 'Moved away' }],
    ['team-roles', { name: 'Closer' }],
    ['scoring-rules', { name: 'Calls', kind: 'activity', activityType: 'CALL', points: 5 }],
  ])('B15 %s are listed, made, changed and taken off, by whoever may edit settings', async (path, values) => {
    const made = await make(path, values);
    expect(made).toMatchObject(values);
    expect((await list(path)).items).toContainEqual(made);
    const at = `${path}/${made.id}`;
    expect((await put(at, { name: `${values.name} (new)` })).body).toMatchObject({ name: `${values.name} (new)` });
    expect(
      (await company.owner.post(`${base}/${path}`, { ...values, name: `${values.name} (NEW)` })).body,
    ).toMatchObject({ status: 409, code: 'NAME_TAKEN', errors: [{ field: 'name' }] });
    expect((await company.owner.post(`${base}/${path}`, { ...values, name: ' ', extra: 1 })).body).toMatchObject({
      status: 400,
      errors: [{ field: 'name' }, { field: 'extra', code: 'unknown' }],
    });
    for (const refused of [
      await company.rita.post(`${base}/${path}`, { ...values, name: 'Mine' }),
      await put(at, { name: 'Mine' }, company.manager),
      await company.rita.send('DELETE', `${base}/${at}`),
    ]) {
      expect(refused.body).toMatchObject({ status: 403, code: 'FORBIDDEN', details: { permission: 'settings:edit' } });
    }
    expect((await put(`${path}/${newId()}`, { name: 'X' })).status).toBe(404);
    await ok(company.owner.send('DELETE', `${base}/${at}`), 204);
    const left = (await company.rita.get<Row>(`${base}/${at}`)) as Reply<Row>;
    if (path === 'scoring-rules') expect(left.status).toBe(404);
    else {
      expect(left.body).toMatchObject({ archived: true });
      expect((await put(at, { archived: false })).body).toMatchObject({ archived: false });
    }
  });

  test('C10 the statuses and sources of the document are a ready-made pipeline', async () => {
    const { items } = await list('templates');
    expect(items).toMatchObject([
      { key: 'prospects', sources: expect.arrayContaining(['Pinterest', 'Reddit']) as string[] },
    ]);
    const apply = (key: string, api: Api = company.owner) => api.post<Row>(`${base}/templates/${key}`, {});
    expect((await apply('prospects', company.manager)).body).toMatchObject({
      status: 403,
      details: { permission: 'settings:edit' },
    });
    expect((await apply('nothing')).status).toBe(404);
    const made = await ok(apply('prospects'), 201);
    const stages = (await list(`stages?pipelineId=${made.id}`)).items.map(({ name }) => name.toLowerCase());
    expect(stages.toSorted()).toEqual(['closed', 'contact', 'customer', 'potential', 'prospect', 'tentative']);
    const sources = (await list('sources')).items.map(({ name }) => name.toLowerCase());
    expect(sources).toEqual(
      expect.arrayContaining([
        ...['direct', 'website', 'facebook', 'twitter', 'instagram', 'search', 'pinterest', 'reddit', 'other'],
      ]),
    );
    expect(new Set(sources).size).toBe(sources.length);
    expect((await apply('prospects')).body).toMatchObject({ status: 409, code: 'NAME_TAKEN' });
    expect(await newLead({ pipelineId: made.id })).toMatchObject({ stage: { name: 'Prospect' } });
  });

  test('B15 a lead has a priority that the organization has; there are four to begin with', async () => {
    const { items } = await list('priorities');
    expect(items.map((item) => item['key']).slice(0, 4)).toEqual(['low', 'medium', 'high', 'critical']);
    const high = items.find((item) => item['key'] === 'high')!;
    await ok(put(`priorities/${high.id}`, { name: 'Hot', color: 'pink' }));
    expect((await list('priorities')).items).toContainEqual(expect.objectContaining({ key: 'high', name: 'Hot' }));
    expect(await newLead({ priority: 'high' })).toMatchObject({ priority: 'high' });
    const own = await make('priorities', { name: 'Tomorrow' });
    expect(await newLead({ priority: own.id })).toMatchObject({ priority: own.id });
    const filtered = await ok(company.rita.get<List>(`/v1/leads?priority=${own.id}&sortBy=priority`));
    expect(filtered.total).toBe(1);
    const lead = { lastName: 'B', priority: newId(), skipTeamAndSourceRequirement: true };
    expect((await company.rita.post('/v1/leads', lead)).body).toMatchObject({ errors: [{ field: 'priority' }] });
  });

  test('B15 general settings and the threshold', async () => {
    const settings = (await put('settings', { trashDays: 12, requiredLeadFields: [] })).body;
    expect(settings).toMatchObject({ trashDays: 12, requiredLeadFields: [], qualificationThreshold: null });
    expect((await put('settings', { trashDays: 0, timeZone: 'Moon/Sea' })).body).toMatchObject({
      status: 400,
      errors: [{ field: 'timeZone' }, { field: 'trashDays' }],
    });
    expect((await put('settings', { trashDays: 3 }, company.manager)).status).toBe(403);
    expect((await put('qualification-threshold', { threshold: 'high' })).body).toMatchObject({
      errors: [{ field: 'threshold' }],
    });
    expect((await put('qualification-threshold', { threshold: 10 }, company.rita)).status).toBe(403);
    expect((await put('qualification-threshold', { threshold: 10 })).body).toEqual({ threshold: 10 });
    expect((await company.rita.get(`${base}/qualification-threshold`)).body).toEqual({ threshold: 10 });
  });
});
