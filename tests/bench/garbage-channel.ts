/** The channel on which a bench's device is asked to collect its garbage. */
export const garbageChannel = 'outpost-bench-garbage';

/** Has the data worker of this process collect its garbage (node --expose-gc). */
export async function collectWorkerGarbage(): Promise<void> {
  const channel = new BroadcastChannel(garbageChannel);
  const collected = new Promise<void>((resolve) => {
    channel.addEventListener('message', () => resolve(), { once: true });
  });
  channel.postMessage('collect');
  await collected;
  channel.close();
}
