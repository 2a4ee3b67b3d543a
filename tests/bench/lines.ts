import type { Timings } from './measure.ts';
import type { RoundResult } from './peers/round.ts';
import type { Scenarios } from './scenarios.ts';

export type Results = {
  readonly leads: number;
  readonly edits: number;
  readonly floor: RoundResult;
  readonly encryptedFloor: RoundResult;
  readonly outpost: RoundResult;
  readonly scenarios: Scenarios;
};

/** One line of the report. */
export type ResultLine = {
  readonly name: string;
  /** As it is written to JSON. */
  readonly value: number | Timings;
  readonly text: string;
  /** What it is to stay within, or a ratio. */
  readonly budget: string;
};

const viewBudgets: Readonly<Record<string, string>> = {
  'board page ms': 'p95 < 20',
  'list page ms': 'p95 < 20',
  'lead detail ms': 'p95 < 20',
  'search ms': 'p95 < 50',
  'dashboard totals ms': 'all < 300',
};

function line(name: string, value: number | Timings, budget: string, digits = 2): ResultLine {
  if (typeof value === 'object') return { name, value, text: `p50 ${value.p50}, p95 ${value.p95}`, budget };
  const rounded = Number(value.toFixed(digits));
  return { name, value: rounded, text: String(rounded), budget };
}

/** @returns everything that is reported of one size, in order */
export function linesOfResults({ leads, edits, floor, encryptedFloor, outpost, scenarios }: Results): ResultLine[] {
  const { firstSync, memory } = outpost;
  const times = (of: RoundResult): string => (firstSync.durable / of.firstSync.durable).toFixed(2);
  const firstSyncBudget = `${times(floor)} × floor; at most 1.5; ${times(encryptedFloor)} × floor with encryption`;
  const { pendingPull, audit } = scenarios;
  const percent = (share: number): number => share * 100;
  return [
    line('floor, leads only s', floor.firstSync.durable, 'HTTP and SQLite, no engine, no encryption', 3),
    line('floor with encryption, leads only s', encryptedFloor.firstSync.durable, 'the same, each page encrypted', 3),
    line('first sync, leads durable s', firstSync.durable, firstSyncBudget, 3),
    line('first sync, first page usable s', firstSync.usable, '< 3', 3),
    line('first sync, with notes, indexes, search s', firstSync.everything, '< 15', 3),
    line('wire per lead B', outpost.leadBytes! / leads, '≤ 110', 1),
    line('device memory, peak MB', memory.peakMb, '≤ 200', 0),
    line('device memory, at rest MB', memory.restMb, '', 0),
    line('cold start to first board page ms', outpost.open.ms, '< 300', 0),
    ...Object.entries(scenarios.views).map(([name, value]) => line(name, value, viewBudgets[name] ?? '')),
    line('single edit, offline ms', scenarios.singleEdit, 'p95 < 5'),
    line(`${edits} offline edits up s`, outpost.push, 'sent and confirmed', 3),
    line('... up and down to a third device s', outpost.upAndDown, '< 0.5', 3),
    line('wire per edit, sender B', outpost.pushBytes / edits, '≤ 60', 1),
    line('wire per edit, receiver B', outpost.pullBytes / edits, '≤ 60', 1),
    line(`pull of ${pendingPull.rows} rows onto ${pendingPull.pending} pending s`, pendingPull.seconds, '< 1', 3),
    line('interrupted first sync, fetched twice %', percent(scenarios.refetchedShare), '≤ 5'),
    line(`audit of ${audit.checked} rows that repairs one s`, audit.seconds, '', 3),
    line('... rows fetched to repair one %', percent(audit.repaired / audit.checked), '≤ 1', 4),
    line('... bytes of the repair, of a first sync %', percent(audit.repairShare), '≤ 1', 3),
    line('audit that finds nothing, bytes of a first sync %', percent(audit.auditShare), '', 3),
  ];
}
