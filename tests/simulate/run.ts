// npm run simulate [-- --organizations 50 --devices 200 --seconds 40 --servers 2 --seed 1]: many devices against real servers.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { simulate, type SimulationReport } from './simulate.ts';

const { values } = parseArgs({
  options: {
    store: { type: 'string', default: 'postgres' },
    servers: { type: 'string' },
    organizations: { type: 'string', default: '50' },
    devices: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '40' },
    'edit-seconds': { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
});
const store = values.store === 'embedded' ? 'embedded' : 'postgres';

console.log(`npm run simulate -- --seed ${values.seed} makes the same choices again; the timing is the machine's.`);
const report = await simulate({
  store,
  servers: Number(values.servers ?? (store === 'postgres' ? 2 : 1)),
  organizations: Number(values.organizations),
  devices: Number(values.devices),
  seconds: Number(values.seconds),
  editSeconds: Number(values['edit-seconds']),
  seed: Number(values.seed),
});
print(report);
const folder = resolve(import.meta.dirname, '../../bench-results');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'simulate.json'), `${JSON.stringify(report, null, 2)}\n`);
if (report.complaints.length > 0) process.exitCode = 1;

function print({ options, latency, organizations, complaints, ...figures }: SimulationReport): void {
  const line = (name: string, value: string): void => console.log(`${name.padEnd(34)} ${value}`);
  const ms = ({ p50, p95, max, n }: typeof latency): string => `p50 ${p50}  p95 ${p95}  max ${max} ms  (${n})`;
  line('servers', `${options.servers} on ${options.store}`);
  line('organizations, devices', `${options.organizations}, ${options.devices}`);
  line('edits', `${figures.edits} in ${options.seconds} s`);
  line('requests', `${figures.requests}, ${figures.repliesLost} replies lost`);
  line('refused by status', JSON.stringify(figures.refusedByStatus));
  line('rows compared with the server', String(figures.rowsCompared));
  line('at rest after', `${figures.healSeconds.toFixed(1)} s`);
  line('whole run', `${figures.seconds.toFixed(1)} s`);
  line('edit to another device', ms(latency));
  const byTail = organizations.toSorted((a, b) => a.p95 - b.p95);
  line('  of the fastest organization', ms(byTail[0]!));
  line('  of the one in the middle', ms(byTail[Math.floor(byTail.length / 2)]!));
  line('  of the slowest organization', ms(byTail.at(-1)!));
  for (const complaint of complaints) console.log(`WRONG: ${complaint}`);
  console.log(complaints.length === 0 ? 'Nothing missed, nothing twice, every device equals its server.' : 'FAILED');
}
