// Each invariant is broken on purpose, and the oracles must notice: a suite that cannot fail proves nothing.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histories, perform } from '../support/simulation/actions.ts';
import { badNetwork, everyone, World } from '../support/simulation/world.ts';
import { sabotages, type Sabotage } from './sabotages.ts';

/** Most histories that it may take. */
const runs = 400;

/** Lives histories with some damage done, until an oracle complains. @returns what it said; undefined when none noticed */
function firstComplaint({ begin, atRest, history }: Partial<Sabotage>, most = runs): string | undefined {
  const sample = history ? [history] : fc.sample(histories, { seed: 1, numRuns: most });
  for (const [seed, actions] of sample.entries()) {
    const world = new World(seed, badNetwork, 'memory', everyone);
    try {
      world.pass(20_000);
      begin?.(world);
      for (const action of actions) {
        perform(world, action);
        world.check();
      }
      world.heal();
      atRest?.(world);
      world.checkAtRest();
    } catch (cause) {
      return cause instanceof Error ? cause.message : String(cause);
    }
  }
  return undefined;
}

describe('sabotage is noticed', () => {
  it('nothing is complained of when nothing is broken', () => {
    expect(firstComplaint({}, 60)).toBeUndefined();
  });

  it.each(sabotages.map((sabotage) => [sabotage.name, sabotage] as const))('%s', (_name, sabotage) => {
    expect(firstComplaint(sabotage) ?? 'nobody noticed').toMatch(sabotage.noticed);
  });
});
