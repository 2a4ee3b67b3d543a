import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { makeCompany } from '../../big-company.ts';
import type { ServerConfig, ServerReady } from '../contract.ts';
import { readConfig, serveOperations } from '../serve.ts';

const { folder, leads, children } = readConfig<ServerConfig>();
const main = resolve(import.meta.dirname, '../../../../server/main.ts');
let server: ChildProcess | undefined;

async function start(): Promise<ServerReady> {
  const data = join(folder, 'data');
  await makeCompany(data, { leads, notes: children });
  const args = [main, '--port', '0', '--data', data, '--log-level', 'error'];
  server = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(server.stdout!, 'data')) as [Buffer];
  const url = /on (http:\/\/\S+),/.exec(line.toString())![1]!;
  return { port: Number(new URL(url).port), shared: null };
}

serveOperations({ start }, async () => {
  if (!server || server.exitCode !== null) return;
  server.kill('SIGTERM');
  await once(server, 'exit');
});
