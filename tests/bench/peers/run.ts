// npm run bench:peers [-- --leads 20000,100000 --edits 1000 --rounds 3 --only outpost,floor --out file.json --document]
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleDataWorker } from '../bundle-worker.ts';
import { documentFigures } from '../figures.ts';
import type { Peer } from './contract.ts';
import { installPeer } from './install.ts';
import { peers } from './peers.ts';
import { endAll, endOnSignals } from './process.ts';
import { peersReport } from './report.ts';
import { runRound } from './round.ts';
import { stopWatch } from './serve.ts';
import type { Contest, Contestant, PeersRun } from './results.ts';

const { values } = parseArgs({
  options: {
    leads: { type: 'string', default: '20000,100000' },
    edits: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' },
    out: { type: 'string' },
    timeout: { type: 'string', default: '300' },
    /** Writes the tables into docs/benchmarks.md. */
    document: { type: 'boolean', default: false },
  },
});
const root = resolve(import.meta.dirname, '../../..');
const edits = Number(values.edits);
const folder = mkdtempSync(join(tmpdir(), 'outpost-peers-'));
const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });

/** Contestants that were asked for. @throws RangeError for a name that nobody has */
function chosenPeers(): readonly Peer[] {
  const names = values.only?.split(',') ?? peers.map(({ name }) => name);
  return names.map((name) => {
    const peer = peers.find((one) => one.name === name);
    if (!peer) throw new RangeError(`--only ${name}: there are ${peers.map((one) => one.name).join(', ')}`);
    return peer;
  });
}

/** @returns where each peer is installed, or why it cannot run */
async function installAll(chosen: readonly Peer[]): Promise<ReadonlyMap<string, { modules: string } | Error>> {
  const installed = new Map<string, { modules: string } | Error>();
  for (const peer of chosen) {
    const reason = peer.cannotRun?.();
    try {
      if (reason) throw new Error(reason);
      console.error(`${peer.name}: installing where needed`);
      installed.set(peer.name, { modules: await installPeer(peer) });
    } catch (cause) {
      installed.set(peer.name, cause as Error);
    }
  }
  return installed;
}

/** Everyone once, then everyone again: what the machine does meanwhile meets all alike. */
async function contest(chosen: readonly Peer[], leads: number): Promise<Contest> {
  const contestants = chosen.map((peer) => contestantAt(peer, leads));
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const [i, peer] of chosen.entries()) {
      const contestant = contestants[i]!;
      if (contestant.leftOut === null && contestant.failure === null) await runOnce(peer, contestant, leads, round);
    }
  }
  return { leads, contestants };
}

function contestantAt({ name, title, maxLeads = Infinity, notes }: Peer, leads: number): Contestant {
  const place = installed.get(name)!;
  const leftOut = leads > maxLeads ? `only run up to ${maxLeads} leads: ${notes.other}` : null;
  return { name, title, rounds: [], leftOut, failure: place instanceof Error ? place.message : null };
}

async function runOnce(peer: Peer, contestant: Contestant, leads: number, round: number): Promise<void> {
  const { modules } = installed.get(peer.name) as { modules: string };
  const options = { folder: join(folder, peer.name), modules, leads, edits, measureWire: round === 0 };
  const where = `${leads} leads, round ${round + 1}, ${peer.name}:`;
  const watch = stopWatch();
  try {
    const result = await runRound(peer, { ...options, timeoutMs: Number(values.timeout) * 1000 });
    contestant.rounds.push(result);
    const [first, both] = [result.firstSync.durable.toFixed(2), result.upAndDown.toFixed(2)];
    console.error(`${where} first sync ${first} s, edits ${both} s, the whole round ${watch().toFixed(0)} s`);
  } catch (cause) {
    contestant.failure = (cause as Error).message;
    console.error(`${where} FAILED: ${contestant.failure}`);
  }
}

endOnSignals(removeFolder);
/** What else the machine does is part of every figure. */
const loadAtStart = Number(loadavg()[0]!.toFixed(1));
const chosen = chosenPeers();
await bundleDataWorker();
const installed = await installAll(chosen);
const contests: Contest[] = [];
try {
  for (const leads of values.leads.split(',').map(Number)) contests.push(await contest(chosen, leads));
} finally {
  await endAll();
  removeFolder();
}
const complete = contests.every(({ contestants }) => contestants.every(({ failure }) => failure === null));
const run: PeersRun = {
  at: new Date().toISOString(),
  node: process.version,
  cpu: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  loadAtStart,
  edits,
  complete,
  contests,
};
const report = peersReport(run, chosen);
console.log(report);
const out = resolve(values.out ?? join(root, 'bench-results', `peers-${Date.now()}.json`));
mkdirSync(dirname(out), { recursive: true });
writeFileSync(out, `${JSON.stringify(run, undefined, 2)}\n`);
console.error(out);
if (values.document) await documentFigures('peers', report);
// A contestant without figures is a result that is missing.
process.exitCode = complete ? 0 : 1;
