// What plain HTTP and SQLite cost without any engine, for the ratios: rows as lines of JSON, one transaction, no encryption.
import Database from 'better-sqlite3';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { linesOf } from '../../electron/sync/lines.ts';
import { benchLead } from './bench-lead.ts';

/**
 * Sends leads over loopback and stores them durably.
 * @returns seconds
 */
export async function measureFloor(folder: string, leads: number): Promise<number> {
  const columns = Object.keys(benchLead(0));
  const server = createServer((_request, response) => {
    function* lines(): Generator<string> {
      for (let i = 0; i < leads; i++) yield `${JSON.stringify(Object.values(benchLead(i)))}\n`;
    }
    Readable.from(lines()).pipe(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const db = new Database(join(folder, 'floor.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(`create table lead (${columns.map((name) => `"${name}"`).join(', ')})`);
  const insert = db.prepare(`insert into lead values (${columns.map(() => '?').join(', ')})`);
  const started = performance.now();
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  db.exec('begin');
  for await (const line of linesOf(response.body!)) insert.run(...(JSON.parse(line) as unknown[]));
  db.exec('commit');
  const seconds = (performance.now() - started) / 1000;
  db.close();
  server.close();
  return seconds;
}
