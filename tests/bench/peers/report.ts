// What a run found, as Markdown: for the terminal and for docs/benchmarks.md.
import { markdownTable } from '../figures.ts';
import type { Peer } from './contract.ts';
import type { Contest, Contestant, PeersRun } from './results.ts';
import type { RoundResult } from './round.ts';

type Measure = {
  readonly title: string;
  readonly unit: 's' | 'ms' | 'MB' | 'B';
  readonly of: (round: RoundResult, sizes: { leads: number; edits: number }) => number | null;
};

const measures = {
  durable: { title: 'first sync, leads durable', unit: 's', of: (r) => r.firstSync.durable },
  usable: { title: 'first page usable', unit: 's', of: (r) => r.firstSync.usable },
  everything: { title: 'everything', unit: 's', of: (r) => r.firstSync.everything },
  wire: { title: 'wire per lead', unit: 'B', of: (r, { leads }) => r.leadBytes && r.leadBytes / leads },
  peak: { title: 'peak memory', unit: 'MB', of: (r) => r.memory.peakMb },
  rest: { title: 'memory at rest', unit: 'MB', of: (r) => r.memory.restMb },
  open: { title: 'open, first 50 rows', unit: 'ms', of: (r) => r.open.ms },
  edit: { title: 'make the edits', unit: 's', of: (r) => r.edit },
  push: { title: 'up', unit: 's', of: (r) => r.push },
  pull: { title: 'down', unit: 's', of: (r) => r.pull },
  upAndDown: { title: 'edits up and down', unit: 's', of: (r) => r.upAndDown },
  editUp: { title: 'wire per edit, sender', unit: 'B', of: (r, { edits }) => r.pushBytes / edits },
  editDown: { title: 'wire per edit, receiver', unit: 'B', of: (r, { edits }) => r.pullBytes / edits },
} satisfies Record<string, Measure>;

type MeasureName = keyof typeof measures;

const firstSyncColumns: MeasureName[] = ['durable', 'usable', 'everything', 'wire', 'peak', 'rest', 'open'];
const editColumns: MeasureName[] = ['edit', 'push', 'pull', 'upAndDown', 'editUp', 'editDown'];
/** What a person feels, or pays for. */
const comparedLines: MeasureName[] = ['durable', 'wire', 'peak', 'open', 'upAndDown', 'editUp', 'editDown'];

/** @returns tables of every size, the ratios, what is missing and why, and what has to be known to compare */
export function peersReport(run: PeersRun, peers: readonly Peer[]): string {
  const rounds = Math.max(...run.contests.flatMap((one) => one.contestants.map((entry) => entry.rounds.length)));
  return [
    `Measured ${run.at.slice(0, 10)}: ${run.cpu}, ${run.memoryGb} GB, Node ${run.node}, loopback, load ${run.loadAtStart} at the start, ${run.edits} edits, ` +
      `median of up to ${rounds} interleaved rounds (range in brackets).`,
    ...run.contests.flatMap((contest) => contestReport(contest, run.edits)),
    flatness(run),
    '### Behind the figures',
    notesTable(peers),
  ].join('\n\n');
}

function contestReport(contest: Contest, edits: number): string[] {
  const leads = contest.leads.toLocaleString('en');
  const parts = [
    `### ${leads} leads: first sync`,
    resultTable(contest, firstSyncColumns, edits),
    `### ${leads} leads: ${edits.toLocaleString('en')} offline edits to a third device`,
    resultTable(contest, editColumns, edits),
  ];
  const ratios = ratioTable(contest, edits);
  if (ratios) parts.push(`### ${leads} leads: Outpost against the floor and the best peer`, ratios);
  const missing = contest.contestants.flatMap(({ title, leftOut, failure }) => {
    if (leftOut) return [`- ${title}: ${leftOut}`];
    return failure ? [`- **${title} failed**: ${failure.replaceAll(/\s+/g, ' ').slice(0, 400)}`] : [];
  });
  if (missing.length > 0) parts.push(`Missing at ${leads} leads:`, missing.join('\n'));
  return parts;
}

function resultTable(contest: Contest, columns: readonly MeasureName[], edits: number): string {
  const floor = medianOf(contest, 'floor', columns[0]!, edits);
  const rows = contest.contestants.map((entry) => {
    const cells = columns.map((name) => shown(entry, name, { leads: contest.leads, edits }));
    const own = medianOf(contest, entry.name, columns[0]!, edits);
    if (columns === firstSyncColumns) cells.splice(1, 0, ratio(own, floor));
    return [entry.title, ...cells];
  });
  const head = columns.map((name) => `${measures[name].title}, ${measures[name].unit}`);
  if (columns === firstSyncColumns) head.splice(1, 0, '× floor');
  return markdownTable(['', ...head], rows);
}

/** The best peer of a line is the best engine: neither we nor a floor. */
function ratioTable(contest: Contest, edits: number): string | undefined {
  const engines = contest.contestants.filter(({ name }) => name !== 'outpost' && !name.startsWith('floor'));
  const rows = comparedLines.map((name) => {
    const own = medianOf(contest, 'outpost', name, edits);
    const floor = medianOf(contest, 'floor', name, edits);
    const candidates = engines
      .map(({ name: peer, title }) => ({ title, value: medianOf(contest, peer, name, edits) }))
      .filter((one): one is { title: string; value: number } => one.value !== undefined);
    const best = candidates.toSorted((a, b) => a.value - b.value)[0];
    const { title, unit } = measures[name];
    const bestPeer = best ? `${best.title}: ${rounded(best.value, unit)}` : '–';
    const verdict = own === undefined || !best ? '–' : own <= best.value ? 'ahead' : 'behind';
    return [`${title}, ${unit}`, rounded(own, unit), ratio(own, floor), bestPeer, ratio(own, best?.value), verdict];
  });
  if (rows.every(([, own]) => own === '–')) return undefined;
  return markdownTable(['', 'Outpost', '× floor', 'best peer', '× best peer', ''], rows);
}

/** Whether edits cost the same however many leads there are. */
function flatness({ contests, edits }: PeersRun): string {
  const times = contests.flatMap((contest) => {
    const own = medianOf(contest, 'outpost', 'upAndDown', edits);
    return own === undefined ? [] : [`${rounded(own, 's')} s at ${contest.leads.toLocaleString('en')} leads`];
  });
  return times.length > 1 ? `Outpost, ${edits} edits up and down: ${times.join(', ')}.` : '';
}

function notesTable(peers: readonly Peer[]): string {
  const rows = peers.map(({ title, notes }) => [
    title,
    notes.durability,
    notes.encryption,
    notes.compression,
    notes.unit,
    notes.other ?? '',
  ]);
  return markdownTable(['', 'durability', 'encryption', 'compression', 'what travels', 'besides'], rows);
}

function valuesOf(entry: Contestant, name: MeasureName, sizes: { leads: number; edits: number }): number[] {
  const values = entry.rounds.map((round) => (measures[name] as Measure).of(round, sizes));
  return values.filter((value) => value !== null).toSorted((a, b) => a - b);
}

function medianOf({ contestants, leads }: Contest, peer: string, name: MeasureName, edits: number): number | undefined {
  const entry = contestants.find((one) => one.name === peer);
  return entry && median(valuesOf(entry, name, { leads, edits }));
}

/** @param sorted ascending */
function median(sorted: readonly number[]): number | undefined {
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1 || sorted.length === 0) return sorted[middle];
  return (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function shown(entry: Contestant, name: MeasureName, sizes: { leads: number; edits: number }): string {
  const values = valuesOf(entry, name, sizes);
  const { unit } = measures[name];
  const text = rounded(median(values), unit);
  const [low, high] = [rounded(values[0], unit), rounded(values.at(-1), unit)];
  return unit === 's' && low !== high ? `${text} (${low}–${high})` : text;
}

function rounded(value: number | undefined, unit: Measure['unit']): string {
  if (value === undefined) return '–';
  return unit === 's' ? value.toFixed(value < 1 ? 3 : 2) : value.toFixed(0);
}

function ratio(value: number | undefined, base: number | undefined): string {
  return value === undefined || !base ? '–' : `${(value / base).toFixed(2)} ×`;
}
