// npm run bench [-- --leads 100000]: prints what a person waits for, against the budgets and against a floor of the same run.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { board, boardCards } from '../../core/queries/board.ts';
import { leadDetail } from '../../core/queries/lead-detail.ts';
import { leadList } from '../../core/queries/lead-list.ts';
import { search } from '../../core/queries/search.ts';
import { dashboardTotals } from '../../core/queries/dashboard-totals.ts';
import { startDevice, type BenchDevice } from './bench-device.ts';
import { account, leadId, pipelineId, stageIds } from './bench-lead.ts';
import { makeCompany } from './big-company.ts';
import { measureFloor } from './floor.ts';
import { seconds, timings } from './measure.ts';

const { values } = parseArgs({ options: { leads: { type: 'string', default: '100000' } } });
const leads = Number(values.leads);
const edits = 1000;
const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'outpost-bench-'));
const results: Record<string, unknown> = {
  leads,
  at: new Date().toISOString(),
  node: process.version,
  cpus: cpus().length,
};

function report(name: string, value: unknown, budget: string): void {
  results[name] = value;
  const text =
    typeof value === 'object'
      ? Object.entries(value as object)
          .map(([k, v]) => `${k} ${v}`)
          .join('  ')
      : String(value);
  console.log(`${name.padEnd(34)} ${text.padEnd(44)} ${budget}`);
}

async function startServer(port: number): Promise<{ child: ChildProcess; url: string }> {
  const args = [
    join(root, 'server/main.ts'),
    '--port',
    String(port),
    '--data',
    join(folder, 'server'),
    '--log-level',
    'error',
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [chunk] = (await once(child.stdout!, 'data')) as [Buffer];
  return { child, url: /on (http:\/\/\S+),/.exec(chunk.toString())![1]! };
}

async function stopServer({ child }: { child: ChildProcess }): Promise<void> {
  child.kill('SIGTERM');
  await once(child, 'exit');
}

const ask = (device: BenchDevice, name: string, params: unknown): Promise<unknown> =>
  device.call('query', { name, params });

async function measureViews(device: BenchDevice): Promise<void> {
  const card = (i: number) => ({
    pipelineId,
    stageId: stageIds[i % 6]!,
    filters: {},
    offset: (i * 50) % 5000,
    limit: 50,
  });
  report('board page ms', await timings(200, (i) => ask(device, boardCards.name, card(i))), 'budget p95 < 20');
  report('board totals ms', await timings(20, () => ask(device, board.name, { pipelineId, filters: {} })), '');
  const list = { filters: {}, sortBy: 'createdAt', sortDir: 'desc', limit: 50 };
  report(
    'list page ms',
    await timings(50, (i) => ask(device, leadList.name, { ...list, offset: i * 50 })),
    'budget p95 < 20',
  );
  report(
    'lead detail ms',
    await timings(100, (i) => ask(device, leadDetail.name, { id: leadId((i * 97) % leads) })),
    'budget p95 < 20',
  );
  const terms = [
    'ma',
    'mart',
    'martin4',
    'kowal',
    'garcia',
    'dubois77',
    'city 12',
    '+3361000',
    'greta.weber',
    'solar roof',
  ];
  report(
    'search ms',
    await timings(100, (i) => ask(device, search.name, { term: terms[i % terms.length]!, limit: 20 })),
    'budget p95 < 50',
  );
  const period = { from: '2025-01-01', to: '2025-01-31' };
  report('dashboard totals ms', await timings(10, () => ask(device, dashboardTotals.name, period)), 'budget all < 300');
}

async function edit(device: BenchDevice, i: number): Promise<unknown> {
  const changes = { title: { from: null, to: `Title ${i}` } };
  return device.call('mutate', { name: 'lead.update', args: { id: leadId((i * 61) % leads), changes } });
}

try {
  console.log(`Outpost bench: ${leads} leads, ${cpus().length} cores, Node ${process.version}\n`);
  const floor = await measureFloor(folder, leads);
  report('floor, leads only s', Number(floor.toFixed(3)), 'plain HTTP + SQLite, no engine, no encryption');
  const rows = await makeCompany(join(folder, 'server'), { leads, notes: true });
  let server = await startServer(0);
  const signIn = { serverUrl: server.url, ...account };
  const [a, b] = [await startDevice(join(folder, 'a')), await startDevice(join(folder, 'b'))];
  const synced = await seconds(async () => {
    await a.call('session.signIn', signIn);
    await a.until((status) => status.connection === 'online' && status.lastSyncedAt !== null);
  });
  report('first sync s', synced, `${Math.round(rows / synced)} rows/s, ${(synced / floor).toFixed(1)} x floor`);
  report(
    'memory after first sync MB',
    Math.round(process.memoryUsage().rss / 1_048_576),
    'this process holds the worker and the bench',
  );
  await b.call('session.signIn', signIn);
  await b.until((status) => status.connection === 'online' && status.lastSyncedAt !== null);
  await measureViews(a);
  const port = Number(new URL(server.url).port);
  await stopServer(server);
  report('single edit, offline ms', await timings(edits, (i) => edit(a, i)), 'budget p95 < 5');
  server = await startServer(port);
  // The server has the organization open, as it has on any day but the first second of one.
  await b.call('sync.now', { reason: 'person' });
  await b.until((status) => status.connection === 'online');
  const up = await seconds(async () => {
    await a.call('sync.now', { reason: 'person' });
    await a.until((status) => status.pending === 0);
  });
  report('1,000 offline edits up s', up, 'pushed and confirmed');
  const last = { id: leadId(((edits - 1) * 61) % leads) };
  const down = await seconds(async () => {
    for (;;) {
      const { lead } = (await ask(b, leadDetail.name, last)) as { lead: { title: string | null } };
      if (lead.title === `Title ${edits - 1}`) return;
    }
  });
  report('... until another device shows them s', down, 'after they are up; budget up + down < 0.5');
  await Promise.all([a.stop(), b.stop()]);
  const cold = [1, 2, 3].map(() =>
    execFileSync(process.execPath, [join(import.meta.dirname, 'cold-start.ts'), join(folder, 'a')]),
  );
  const starts = cold
    .map((text) => JSON.parse(text.toString()) as { ms: number; rssMb: number })
    .toSorted((x, y) => x.ms - y.ms);
  report('cold start to first board page ms', Math.round(starts[1]!.ms), 'budget < 300, median of 3 processes');
  report('memory after cold start MB', starts[1]!.rssMb, 'budget < 200');
  await stopServer(server);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
mkdirSync(join(root, 'bench-results'), { recursive: true });
const file = join(root, 'bench-results', `bench-${Date.now()}.json`);
writeFileSync(file, `${JSON.stringify(results, undefined, 2)}\n`);
console.log(`\n${file}`);
