// npm run bench [-- --leads 20000,100000 --document]: what a person waits for, against the budgets and a floor of the same run.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleDataWorker } from './bundle-worker.ts';
import { documentFigures, markdownTable } from './figures.ts';
import { linesOfResults, type ResultLine } from './lines.ts';
import { floorEncryptedPeer, floorPeer } from './peers/floor/peer.ts';
import { outpostPeer } from './peers/outpost/peer.ts';
import { endAll, endOnSignals } from './peers/process.ts';
import { runRound } from './peers/round.ts';
import { runScenarios } from './scenarios.ts';

const { values } = parseArgs({
  options: {
    leads: { type: 'string', default: '20000,100000' },
    /** Writes the tables into docs/benchmarks.md. */
    document: { type: 'boolean', default: false },
  },
});
const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'outpost-bench-'));
const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
const edits = 1000;
const timeoutMs = 300_000;

async function measure(leads: number): Promise<readonly ResultLine[]> {
  const options = { modules: folder, leads, edits: Math.min(edits, leads), timeoutMs, measureWire: true };
  const floor = await runRound(floorPeer, { ...options, folder: join(folder, 'floor') });
  const encryptedFloor = await runRound(floorEncryptedPeer, { ...options, folder: join(folder, 'floor-encrypted') });
  const outpost = await runRound(outpostPeer, { ...options, folder: join(folder, 'outpost') });
  const scenarios = await runScenarios({ ...options, folder: join(folder, 'scenarios') });
  return linesOfResults({ leads, edits: options.edits, floor, encryptedFloor, outpost, scenarios });
}

endOnSignals(removeFolder);
const at = new Date();
const environment = {
  at: at.toISOString(),
  node: process.version,
  cpus: cpus().length,
  loadAtStart: Number(loadavg()[0]!.toFixed(1)),
};
const tables: string[] = [
  `Measured ${environment.at.slice(0, 10)}: ${cpus().length} cores, Node ${process.version}, loopback, load ${environment.loadAtStart} at the start.`,
];
mkdirSync(join(root, 'bench-results'), { recursive: true });
try {
  await bundleDataWorker();
  for (const leads of values.leads.split(',').map(Number)) {
    const lines = await measure(leads);
    const rows = lines.map(({ name, text, budget }) => [name, text, budget]);
    const table = `### ${leads.toLocaleString('en')} leads\n\n${markdownTable(['', 'measured', 'budget, ratio'], rows)}`;
    tables.push(table);
    console.log(`${table}\n`);
    const file = join(root, 'bench-results', `bench-${at.getTime()}-${leads}.json`);
    const results = Object.fromEntries(lines.map(({ name, value }) => [name, value]));
    writeFileSync(file, `${JSON.stringify({ leads, ...environment, ...results }, undefined, 2)}\n`);
    console.error(file);
  }
} finally {
  await endAll();
  removeFolder();
}
if (values.document) await documentFigures('bench', tables.join('\n\n'));
