import { startTestWorker } from '../../support/data-worker.ts';

// A device as a process of its own, which a test can kill: the data worker with one window, whose messages travel over the
// channel to the parent. `node device-main.ts <folder> <profile>`

const [folder = '', name = ''] = process.argv.slice(2);
const { worker } = await startTestWorker(folder, name);
// After the parent has let go nobody hears of what still happens.
const line = worker.connect((message) => process.connected && process.send!(message));
process.on('message', (message) => line.post(message));
process.on('disconnect', () => void worker.stop());
void worker.ended.then((failure) => {
  if (failure) console.error('the data worker ended', failure);
  process.exit(failure ? 1 : 0);
});
process.send!({ kind: 'started' });
