// Verifies: SYNC-10. The present server answers what a version 1 device asked with what a version 1 device can read and apply.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Api, EventReader } from '../server/api.ts';
import { ask } from './support/ask.ts';
import { Bindings } from './support/bindings.ts';
import { readRecording, type Exchange } from './support/exchanges.ts';
import { OldDevice } from './support/old-device.ts';
import { problem, replies } from './support/protocol-1.ts';
import { scenes } from './support/scenario.ts';
import { SkewCompany, skewId } from './support/skew-company.ts';

const { header, scenes: recorded } = readRecording(1);
const kinds = ({ outcomes }: { outcomes: { seq: number; outcome: { kind: string } }[] }): unknown[] =>
  outcomes.map(({ seq, outcome }) => [seq, outcome.kind]);

describe('a version 1 device with the present server', () => {
  let company: SkewCompany;
  let bindings: Bindings;
  const device = new OldDevice();
  let clientId = '';
  let backup = device.backUp();

  beforeAll(async () => {
    company = await SkewCompany.start();
    bindings = new Bindings(header, company.people, Date.now());
  });
  afterAll(() => company.end());

  async function replay(exchange: Exchange): Promise<void> {
    const { route, request, status, accept, ending } = exchange;
    if (route === 'events') return;
    if (route === 'pull') clientId = (request as { clientId: string }).clientId;
    const answer = await ask(company, route, bindings.bound(request), accept);
    const cut = ending === 'cut' ? (exchange.reply as unknown[]).length : Infinity;
    const present = {
      ...answer,
      ending,
      reply: Array.isArray(answer.reply) ? answer.reply.slice(0, cut) : answer.reply,
    };
    if (status !== 200) {
      expect(problem.parse(present.reply).code).toBe(problem.parse(exchange.reply).code);
      expect(present.status).toBe(status);
      return;
    }
    expect({ status: present.status, reply: present.status === 200 || present.reply }).toEqual({ status, reply: true });
    if (route === 'push')
      expect(kinds(replies.push.parse(present.reply))).toEqual(kinds(replies.push.parse(exchange.reply)));
    device.take(present);
    bindings.learn(exchange, present.reply);
  }

  it.each(scenes.map((scene, i) => [scene.name, scene, i] as const))('%s', async (name, scene, i) => {
    await scene.world?.(company, () => clientId);
    if (name === 'profile-restored') device.tables = backup;
    for (const exchange of recorded[i]!.exchanges) await replay(exchange);
    if (name === 'before-the-backup') backup = device.backUp();
    if (name === 'problems') {
      const fresh = new OldDevice();
      fresh.take(await ask(company, 'snapshot', { protocol: 1, clientId: skewId('fresh'), after: null }, null));
      expect(device.rows().size).toBeGreaterThan(300);
      expect(device.rows()).toEqual(fresh.rows());
    }
  });

  it('is understood when it says more than this version knows', async () => {
    const [first] = recorded[0]!.exchanges;
    const request = { ...(first!.request as object), moonPhase: { deep: [1, null] } };
    const rows = new OldDevice();
    rows.take(await ask(company, 'snapshot', { ...request, clientId: skewId('newer') }, null));
    expect(rows.rows().size).toBeGreaterThan(10);
    const mutation = { seq: 1, name: 'moon.fill', args: { id: 'a moon' }, at: Date.now(), moonPhase: 'full' };
    const push = { protocol: 1, clientId: skewId('newer'), mutations: [mutation], moonPhase: 'full' };
    const { status, reply } = await ask(company, 'push', push, null);
    expect({ status, kinds: kinds(replies.push.parse(reply)) }).toEqual({ status: 200, kinds: [[1, 'rejected']] });
  });

  it('is poked in the words of version 1', async () => {
    const events = await EventReader.open(new Api(company.server.url, company.tokens['rita'], company.organizationId));
    try {
      expect(await events.next()).toMatchObject({ event: 'hello', data: { version: expect.any(Number) as number } });
      await company.owner.apply('lead.archive', { ids: [skewId('pier')] });
      expect(await events.next()).toMatchObject({ event: 'poke', data: { version: expect.any(Number) as number } });
    } finally {
      events.close();
    }
  });
});
