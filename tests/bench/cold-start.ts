// Run in a process of its own: from nothing to the first board page.
import { boardCards } from '../../core/queries/board.ts';
import { pipelineId, stageIds } from './bench-lead.ts';
import { startDevice } from './bench-device.ts';

const started = performance.now();
const device = await startDevice(process.argv[2]!);
const params = { pipelineId, stageId: stageIds[0]!, filters: {}, offset: 0, limit: 50 };
await device.call('query', { name: boardCards.name, params });
const ms = performance.now() - started;
process.stdout.write(JSON.stringify({ ms, rssMb: Math.round(process.memoryUsage().rss / 1_048_576) }));
await device.stop();
