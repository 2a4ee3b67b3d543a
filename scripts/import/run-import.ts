import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import {
  mavenFiles,
  planMavenImport,
  type ImportProblem,
  type MavenFile,
} from '../../core/domain/import/profiles/maven-crm.ts';
import { maxPushMutations, protocolVersion, type PushReply, type PushRequest } from '../../core/protocol/sync.ts';
import type { UndoOutcome } from '../../core/queries/undo-outcome.ts';
import { readCsv } from './read-csv.ts';

/** Where an import goes: an organization that runs mutations as a device's push does, in order and in large transactions. */
export interface ImportTarget {
  /** ISO 4217. */
  readonly currency: string;
  push(request: PushRequest): Promise<PushReply>;
  /** Takes back what one run has done. */
  undo(run: string): Promise<NonNullable<UndoOutcome['undo']>>;
  /** The organization's version: it stands still when nothing changes. */
  version(): Promise<number>;
}

export type ImportReport = {
  readonly read: Readonly<Record<MavenFile, number>>;
  /** Lines that are in the organization now, whether this run or an earlier one brought them. */
  readonly taken: number;
  readonly problems: readonly ImportProblem[];
  /** Whether this run changed anything at all. */
  readonly changed: boolean;
  /** Names the run: it is undone as one action. */
  readonly run: string;
};

const columns: Record<MavenFile, readonly string[]> = {
  'products.csv': ['product', 'sales_price'],
  'sales_teams.csv': ['sales_agent', 'manager', 'regional_office'],
  'accounts.csv': ['account'],
  'sales_pipeline.csv': [
    'opportunity_id',
    'sales_agent',
    'product',
    'account',
    'deal_stage',
    'engage_date',
    'close_date',
    'close_value',
  ],
};

/**
 * Imports a folder of the data set. Ids come from the files, so a second run changes nothing.
 * @param onProgress called after each batch with the mutations done, and of how many
 * @throws CsvError when a file is missing or unreadable; nothing was then imported
 */
export async function runImport(
  folder: string,
  target: ImportTarget,
  currency: string,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<ImportReport> {
  const files = Object.fromEntries(
    mavenFiles.map((file) => [file, readCsv(join(folder, file), columns[file])]),
  ) as Record<MavenFile, ReturnType<typeof readCsv>>;
  const plan = planMavenImport(files, currency);
  const problems = [...plan.problems];
  const before = await target.version();
  const clientId = randomUUID();
  const run = randomUUID();
  const at = Date.now();
  for (let start = 0; start < plan.steps.length; start += maxPushMutations) {
    const steps = plan.steps.slice(start, start + maxPushMutations);
    const mutations = steps.map(({ name, args }, i) => ({ seq: start + i + 1, name, args, at, action: run }));
    const { outcomes } = await target.push({ protocol: protocolVersion, clientId, mutations });
    for (const [i, { outcome }] of outcomes.entries()) {
      const { file, line } = steps[i]!;
      if (outcome.kind === 'rejected') problems.push({ file, line, reason: refusal(outcome.error) });
    }
    onProgress(start + steps.length, plan.steps.length);
  }
  const read = Object.fromEntries(mavenFiles.map((file) => [file, files[file].length])) as Record<MavenFile, number>;
  const lines = Object.values(read).reduce((sum, n) => sum + n, 0);
  const bad = new Set(problems.map(({ file, line }) => `${file}:${line}`)).size;
  return { read, taken: lines - bad, problems, changed: (await target.version()) !== before, run };
}

type Refused = Extract<PushReply['outcomes'][number]['outcome'], { kind: 'rejected' }>['error'];

function refusal({ code, details, fields }: Refused): string {
  const named = (fields ?? []).map(({ field, message }) => `${field} ${message}`).join('; ');
  return `${code}: ${named === '' ? JSON.stringify(details) : named}`;
}
