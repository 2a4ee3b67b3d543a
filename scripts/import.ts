import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BridgeFailure } from '../electron/data/bridge-failure.ts';
import { CsvError } from './import/read-csv.ts';
import { runImport, type ImportReport } from './import/run-import.ts';
import { ServerError, signInToServer, type Account } from './import/server-target.ts';
import { ChildProcesses, firstMatch } from './start/child-processes.ts';
import { credentialsFile, localDataFolder, serverUrlFile } from './start/local-folder.ts';
import { ensureSampleCompany } from './start/sample-server.ts';
import { ROOT } from './steps.ts';
import type { UndoOutcome } from '../core/queries/undo-outcome.ts';

const help = `Imports the "CRM Sales Opportunities" data set (accounts.csv, products.csv, sales_teams.csv, sales_pipeline.csv).

  npm run import -- --dir FOLDER [--server URL --email ADDRESS] [--currency CODE]
  npm run import -- --undo RUN [--server URL --email ADDRESS]

  --dir FOLDER      where the four files are
  --undo RUN        takes a run of the last 30 days back, with what it changed; what others have changed since stays
  --server URL      the server to import into; its password is read from OUTPOST_PASSWORD.
                    Without it: the local server that npm start uses, started for the import when it is not running
  --email ADDRESS   an owner, admin or manager of the organization
  --currency CODE   ISO 4217 of the amounts; the files do not say it (default: the organization's)
  --help            this text

Importing the same files again changes nothing. Every line that cannot be taken is listed with the reason.
`;

const children = new ChildProcesses();

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      dir: { type: 'string' },
      undo: { type: 'string' },
      server: { type: 'string' },
      email: { type: 'string' },
      currency: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  if (!values.dir && !values.undo) throw new ServerError('Say where the files are: --dir FOLDER (see --help).');
  const { url, account } = values.server ? named(values.server, values.email) : await localServer();
  const target = await signInToServer(url, account);
  if (values.undo) {
    printUndo(await target.undo(values.undo));
    return 0;
  }
  const currency = values.currency ?? target.currency;
  const report = await runImport(resolve(values.dir!), target, currency, (done, total) => {
    if (process.stdout.isTTY) process.stdout.write(`\r${done} of ${total} `);
  });
  if (process.stdout.isTTY) process.stdout.write('\r');
  print(report, currency);
  return 0;
}

function named(url: string, email: string | undefined): { url: string; account: Account } {
  const password = process.env['OUTPOST_PASSWORD'];
  if (!email || !password) throw new ServerError('--server needs --email and the password in OUTPOST_PASSWORD.');
  return { url, account: { email, password } };
}

/** The server that npm start runs, or the same one started for as long as the import takes. */
async function localServer(): Promise<{ url: string; account: Account }> {
  const running = existsSync(serverUrlFile) ? readFileSync(serverUrlFile, 'utf8').trim() : undefined;
  if (running && (await answers(running))) return { url: running, account: ownerOf(credentialsFile) };
  await ensureSampleCompany(localDataFolder, credentialsFile);
  const args = [join(ROOT, 'server/main.ts'), '--port', '0', '--data', localDataFolder, '--log-level', 'error'];
  const server = children.start(process.execPath, args, { log: process.stderr });
  return { url: await firstMatch(server, /on (http:\/\/\S+),/), account: ownerOf(credentialsFile) };
}

async function answers(url: string): Promise<boolean> {
  const response = await fetch(new URL('/healthz', url)).catch(() => undefined);
  return response?.ok ?? false;
}

function ownerOf(file: string): Account {
  const people = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as (Account & { role: string })[]) : [];
  const owner = people.find(({ role }) => role === 'owner');
  if (!owner) throw new ServerError('The local server holds data of its own: name it with --server and --email.');
  return owner;
}

function printUndo({ outcome, total, restored, skippedCount, kept }: NonNullable<UndoOutcome['undo']>): void {
  if (outcome !== 'done') {
    console.log('There is nothing to undo: no such run, or it is more than 30 days old.');
    return;
  }
  console.log(`Undone for ${restored} of ${total} records.`);
  if (skippedCount > 0) console.log(`${skippedCount} stay, because others have changed or use them since:`);
  for (const { field, reason, byName } of kept) console.log(`  ${field ?? 'a record'}  ${reason}  ${byName ?? ''}`);
}

function print({ read, taken, problems, changed, run }: ImportReport, currency: string): void {
  const total = Object.values(read).reduce((sum, n) => sum + n, 0);
  for (const [file, lines] of Object.entries(read))
    console.log(`${file.padEnd(20)} ${String(lines).padStart(6)} lines`);
  console.log(`${taken} of ${total} lines are in the organization, amounts in ${currency}.`);
  console.log(changed ? 'Rows were added or changed.' : 'Nothing had changed since the last import.');
  if (changed) console.log(`To take it back: npm run import -- --undo ${run}`);
  if (problems.length > 0) console.log(`${problems.length} could not be taken:`);
  for (const { file, line, reason } of problems) console.log(`  ${file}:${line}  ${reason}`);
}

try {
  process.exitCode = await main();
} catch (cause) {
  const plain =
    cause instanceof ServerError ||
    cause instanceof BridgeFailure ||
    cause instanceof CsvError ||
    (cause as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  if (!plain) throw cause;
  process.stderr.write(`${(cause as Error).message}\n`);
  process.exitCode = 1;
} finally {
  await children.end();
}
