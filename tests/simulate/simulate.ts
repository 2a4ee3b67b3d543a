import { randomUUID } from 'node:crypto';
import { Api, newId, TestDevice } from '../server/api.ts';
import type { Place } from '../server/second-organization.ts';
import { dataFolder, startServer, type ServerProcess } from '../server/server-process.ts';
import { startPostgres } from '../support/postgres.ts';
import { complaintsAbout } from './checks.ts';
import { makeCompanies, type Companies } from './companies.ts';
import { Fleet } from './fleet.ts';
import { quantiles, timesToOthers, type Latencies } from './latencies.ts';
import type { DeviceReport, DeviceSpec, SimulateOptions } from './options.ts';
import { serverRows } from './server-rows.ts';

/** How long devices may take to begin, and to come to rest. Milliseconds. */
const limitMs = 120_000;
/** How long a poke may take: far below the pull that comes every few minutes anyway. Milliseconds. */
const reachLimitMs = 60_000;
const leadsAtFirst = 5;

export type OrganizationFigures = Latencies & { readonly organizationId: string; readonly edits: number };
export type SimulationReport = {
  readonly options: SimulateOptions;
  readonly edits: number;
  readonly requests: number;
  readonly repliesLost: number;
  readonly refusedByStatus: Readonly<Record<string, number>>;
  readonly rowsCompared: number;
  /** Seconds until everything was at rest after the last edit. */
  readonly healSeconds: number;
  /** Seconds of the whole run. */
  readonly seconds: number;
  readonly latency: Latencies;
  readonly organizations: readonly OrganizationFigures[];
  /** What is wrong; nothing when all is well. */
  readonly complaints: readonly string[];
};

/**
 * Runs real server processes and many real devices over loopback for a while, lets everything come to rest, and checks it.
 * @throws Error when something does not start or does not come to rest; every process is ended in any case
 */
export async function simulate(options: SimulateOptions): Promise<SimulationReport> {
  const closers: (() => Promise<unknown>)[] = [];
  try {
    return await run(options, (close) => closers.push(close));
  } finally {
    for (const close of closers.toReversed()) await close();
  }
}

async function run(
  options: SimulateOptions,
  atEnd: (close: () => Promise<unknown>) => void,
): Promise<SimulationReport> {
  const begun = performance.now();
  const folder = await dataFolder();
  atEnd(() => folder.remove());
  const place = { folder: folder.path, databaseUrl: await databaseFor(options, atEnd) };
  const secret = `${randomUUID()}${randomUUID()}`;
  const companies = await makeCompanies(place, secret, options.organizations);
  const servers: ServerProcess[] = [];
  for (let n = 0; n < options.servers; n++) {
    // The secret and the database are shared; a folder is each server's own, but for the embedded store.
    const own = n === 0 ? folder : await dataFolder();
    if (n > 0) atEnd(() => own.remove());
    const env = { BETTER_AUTH_SECRET: secret };
    const server = await startServer({ ...place, folder: own.path, env, args: ['--log-level', 'warn'] });
    atEnd(() => server.stop());
    servers.push(server);
  }
  const specs = await deviceSpecsOf(options, companies, servers);
  const fleets = [new Fleet(), new Fleet()];
  for (const fleet of fleets) atEnd(() => fleet.end());
  const { reports, healSeconds } = await liveAndRest(options, place, fleets, specs);
  const checked = await checkAll(place, specs, reports);
  return { options, healSeconds, seconds: (performance.now() - begun) / 1000, ...figuresOf(reports), ...checked };
}

async function databaseFor(
  { store, servers }: SimulateOptions,
  atEnd: (close: () => Promise<unknown>) => void,
): Promise<string | undefined> {
  if (store === 'embedded') {
    if (servers > 1) throw new Error('The embedded store belongs to one server process.');
    return undefined;
  }
  const postgres = await startPostgres({ fsync: true });
  atEnd(() => postgres.stop());
  return postgres.url('postgres');
}

/** Gives each organization its first leads and the line that everybody counts up. @returns one spec a device */
async function deviceSpecsOf(
  { devices, organizations }: SimulateOptions,
  { organizationIds, colleagues, serverId }: Companies,
  servers: readonly ServerProcess[],
): Promise<DeviceSpec[]> {
  const rep = colleagues.find(({ role }) => role === 'rep')!;
  const counters: string[] = [];
  for (const organizationId of organizationIds) {
    const first = new TestDevice(new Api(servers[0]!.url, colleagues[0]!.token, organizationId));
    const [productId, counterId] = [newId(), newId()];
    const leads = Array.from({ length: leadsAtFirst }, (_, n) => ({ id: newId(), lastName: `Lead ${n}` }));
    const { body, status } = await first.push(
      first.mutation('product.create', { id: productId, name: 'Thing', priceMinor: 100 }),
      // Two of them are the rep's, who sees no others.
      ...leads.map((lead, n) => first.mutation('lead.create', n < 2 ? { ...lead, assigneeId: rep.id } : lead)),
      first.mutation('leadProduct.add', { id: counterId, leadId: leads[0]!.id, productId }),
    );
    if (status !== 200 || body.outcomes.some(({ outcome }) => outcome.kind !== 'applied')) {
      throw new Error(`the first leads were refused: ${status} ${JSON.stringify(body)}`);
    }
    counters.push(counterId);
  }
  return Array.from({ length: devices }, (_, index) => {
    const organization = index % organizations;
    const inOrganization = Math.floor(index / organizations);
    const { id, token } = colleagues[inOrganization % colleagues.length]!;
    return {
      index,
      serverUrl: servers[inOrganization % servers.length]!.url,
      serverId,
      organizationId: organizationIds[organization]!,
      token,
      userId: id,
      counterId: counters[organization]!,
      isFirst: inOrganization === 0,
    };
  });
}

async function liveAndRest(
  { seconds, editSeconds, seed }: SimulateOptions,
  place: Place,
  fleets: readonly Fleet[],
  specs: readonly DeviceSpec[],
): Promise<{ reports: readonly DeviceReport[]; healSeconds: number }> {
  const all = <Reply>(ask: (fleet: Fleet, at: number) => Promise<Reply>): Promise<Reply[]> =>
    Promise.all(fleets.map(ask));
  await all((fleet, at) => {
    // Devices of one organization are in different processes.
    const part = specs.filter((spec) => Math.floor(spec.index / 2) % fleets.length === at);
    return fleet.ask({ kind: 'start', specs: part, seed, limitMs });
  });
  await all((fleet) => fleet.ask({ kind: 'work', workMs: seconds * 1000, editMs: editSeconds * 1000 }));
  const stopped = performance.now();
  await all((fleet) => fleet.ask({ kind: 'heal', limitMs }));
  // What pokes alone have to bring to everybody, on whichever server.
  await all((fleet) => fleet.ask({ kind: 'last', limitMs }));
  const versions = await versionsOf(place, specs);
  await all((fleet) => fleet.ask({ kind: 'reach', versions, limitMs: reachLimitMs }));
  const healSeconds = (performance.now() - stopped) / 1000;
  const replies = await all((fleet) => fleet.ask({ kind: 'audit', limitMs }));
  return { reports: replies.flatMap((reply) => (reply.kind === 'reports' ? reply.reports : [])), healSeconds };
}

async function versionsOf(place: Place, specs: readonly DeviceSpec[]): Promise<Record<string, number>> {
  const read = serverRows(place);
  const versions: Record<string, number> = {};
  for (const { organizationId } of specs) {
    versions[organizationId] ??= Number((await read(organizationId, 'clock'))[0]!['current']);
  }
  return versions;
}

async function checkAll(
  place: Place,
  specs: readonly DeviceSpec[],
  reports: readonly DeviceReport[],
): Promise<Pick<SimulationReport, 'complaints' | 'organizations' | 'latency'>> {
  const read = serverRows(place);
  const complaints = reports.length === specs.length ? [] : [`${reports.length} of ${specs.length} devices reported`];
  const organizations: OrganizationFigures[] = [];
  const everything: number[] = [];
  for (const { organizationId, counterId } of new Map(specs.map((spec) => [spec.organizationId, spec])).values()) {
    const devices = reports.filter((report) => report.organizationId === organizationId);
    const [ledger, clockLog, clients, notes, lines] = await Promise.all(
      ['ledger', 'clockLog', 'clients', 'notes', 'leadProducts'].map((table) => read(organizationId, table)),
    );
    const counter = Number(lines!.find(({ id }) => id === counterId)?.['quantity']);
    const ours = new Set(devices.map(({ clientId }) => clientId));
    const made = ledger!.filter((entry) => ours.has(String(entry['clientId'])));
    complaints.push(
      ...complaintsAbout(
        { organizationId, ledger: made, clockLog: clockLog!, clients: clients!, notes: notes!, counter },
        devices,
      ),
    );
    const times = timesToOthers(devices);
    everything.push(...times);
    const edits = devices.reduce((sum, device) => sum + device.made, 0);
    organizations.push({ organizationId, edits, ...quantiles(times) });
  }
  const starved = organizations.filter(({ n }) => n === 0);
  if (starved.length > 0)
    complaints.push(`${starved.length} organizations starved: no edit was seen by another device`);
  return { complaints, organizations, latency: quantiles(everything) };
}

function figuresOf(
  reports: readonly DeviceReport[],
): Pick<SimulationReport, 'edits' | 'requests' | 'repliesLost' | 'refusedByStatus' | 'rowsCompared'> {
  const sum = (of: (report: DeviceReport) => number): number =>
    reports.reduce((total, report) => total + of(report), 0);
  const refusedByStatus: Record<string, number> = {};
  for (const report of reports) {
    for (const [status, times] of Object.entries(report.refusedByStatus)) {
      refusedByStatus[status] = (refusedByStatus[status] ?? 0) + times;
    }
  }
  return {
    edits: sum(({ made }) => made),
    requests: sum(({ requests }) => requests),
    repliesLost: sum(({ repliesLost }) => repliesLost),
    refusedByStatus,
    rowsCompared: sum(({ audit }) => audit.checked),
  };
}
