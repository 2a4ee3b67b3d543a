// The data worker as it is, and an ear for the bench, which asks it to collect its garbage before memory is read.
import '../../electron/data/worker.ts';
import { garbageChannel } from './garbage-channel.ts';

const channel = new BroadcastChannel(garbageChannel);
channel.addEventListener('message', ({ data }) => {
  if (data !== 'collect') return;
  globalThis.gc?.();
  channel.postMessage('collected');
});
// The worker ends when it is told to, not when this channel closes.
(channel as unknown as { unref: () => void }).unref();
