import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ChildProcesses, firstMatch } from './start/child-processes.ts';
import { freePort } from './start/free-port.ts';
import { credentialsFile, localDataFolder, localFolder, serverUrlFile } from './start/local-folder.ts';
import { ensureRenderer } from './start/renderer-build.ts';
import { ensureSampleCompany } from './start/sample-server.ts';
import type { SamplePerson } from './start/sample-server.ts';
import { openWindow } from './start/window.ts';
import { ROOT } from './steps.ts';

// Everything on one machine: a server with a sample company, and the app that syncs with it.

const usualServerPort = 8080;
const logFile = join(localFolder, 'start.log');

const say = (line: string) => console.log(line);
const children = new ChildProcesses();
let stopping: Promise<void> | undefined;

process.on('SIGINT', stop);
process.on('SIGTERM', stop);

process.umask(0o077); // what is written here is for this user only
mkdirSync(localFolder, { recursive: true, mode: 0o700 });
if (await ensureRenderer(say)) {
  await start().catch(giveUp);
} else {
  say('The screens could not be built: see above.');
  process.exitCode = 1;
}

async function start(): Promise<void> {
  const people = await ensureSampleCompany(localDataFolder, credentialsFile);
  const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 });
  const port = await freePort(usualServerPort);
  if (port !== usualServerPort) say(`Port ${usualServerPort} is in use; the server gets ${port}.`);
  const args = [join(ROOT, 'server/main.ts'), '--port', String(port), '--data', localDataFolder];
  const server = children.start(process.execPath, args, { log });
  const serverUrl = await firstMatch(server, /on (http:\/\/\S+),/);
  writeFileSync(serverUrlFile, serverUrl);
  say(`Server: ${serverUrl}`);
  sayWho(people);
  await openWindow(children, join(localFolder, 'profile'), { log, env: { OUTPOST_SERVER_URL: serverUrl } }, say);
  say(`Logs: ${relative(process.cwd(), logFile)}. Ctrl-C ends everything.`);
  children.onFirstExit(stop);
}

function sayWho(people: readonly SamplePerson[]): void {
  if (people.length === 0) return;
  say('\nSign in as one of the sample company:\n');
  for (const { name, role, email, password } of people) {
    say(`  ${name.padEnd(14)} ${role.padEnd(8)} ${email.padEnd(36)} ${password}`);
  }
  say('');
}

function stop(): void {
  stopping ??= children.end().then(() => process.exit());
}

async function giveUp(cause: unknown): Promise<void> {
  if (stopping) return;
  say(`Could not start: ${cause instanceof Error ? cause.message : String(cause)} (log: ${logFile})`);
  await children.end();
  process.exit(1);
}
