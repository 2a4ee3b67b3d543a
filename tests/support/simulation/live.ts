import { perform, type Action } from './actions.ts';
import { badNetwork, people, World } from './world.ts';

/**
 * Runs one history to its rest and checks every oracle on the way.
 * @param seed of the network, the ids and the backoff
 * @param owners of the devices, one each
 * @returns the world at rest
 * @throws Error naming the invariant that broke
 */
export function live(
  seed: number,
  history: readonly Action[],
  on: 'memory' | 'sqlite' = 'memory',
  owners: readonly string[] = people,
): World {
  const world = new World(seed, badNetwork, on, owners);
  world.pass(20_000);
  for (const action of history) {
    perform(world, action);
    world.check();
  }
  world.heal();
  world.checkAtRest();
  // After healing, traffic resumes and the queues must drain again.
  for (const [device] of world.devices.entries()) perform(world, { kind: 'edit', device, pick: 1, value: device });
  world.settle();
  world.checkAtRest();
  return world;
}
