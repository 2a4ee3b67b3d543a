import { destination, pino } from 'pino';
import { readConfig } from '../../../server/config.ts';
import { usualLimits } from '../../../server/http/deps.ts';
import { startService } from '../../../server/service.ts';

// The server as an operator starts it, but for the time that a request may take: OUTPOST_REQUEST_MS.

const config = readConfig(process.argv.slice(2), process.env);
if (config === 'help') throw new Error('there is no help here');
const log = pino({ level: 'info', base: null }, destination({ fd: 2, sync: true }));
const requestMs = Number(process.env['OUTPOST_REQUEST_MS']);
const service = await startService(config, log, { ...usualLimits, requestMs });
process.stdout.write(`Outpost server on http://${config.host}:${service.port}, in haste.\n`);
process.once('SIGTERM', () => void service.stop().then(() => process.exit(0)));
