import fc from 'fast-check';
import { personActions, type PersonAction } from './person-actions.ts';
import type { World } from './world.ts';
import { worldActions, type WorldAction } from './world-actions.ts';

/** One step of a history: who, what, and numbers to choose with. */
export type Action = {
  readonly kind: PersonAction | WorldAction;
  readonly device: number;
  readonly pick: number;
  readonly value: number;
};

/** Each as often as it is written: rare ones once, what conflicts and what time needs more often. */
const kinds: readonly Action['kind'][] = [
  ...(Object.keys(personActions) as PersonAction[]),
  ...(Object.keys(worldActions) as WorldAction[]),
  ...(['edit', 'editAny', 'editAny', 'editAny', 'note', 'count', 'assign', 'assign', 'create'] as const),
  ...(['plug', 'plug', 'crash', 'pass', 'pass', 'pass', 'passSome', 'passSome', 'passSome'] as const),
];

/** Histories: arrays of actions, long ones as likely as short ones. */
export const histories = fc.array(
  fc.record({
    kind: fc.constantFrom(...kinds),
    device: fc.nat({ max: 5 }),
    pick: fc.nat({ max: 1000 }),
    value: fc.nat({ max: 1000 }),
  }),
  { minLength: 1, maxLength: 60, size: 'max' },
) satisfies fc.Arbitrary<Action[]>;

/** Carries out one action; what a rule refuses has no effect. */
export function perform(world: World, action: Action): void {
  const { kind, pick, value } = action;
  const index = action.device % world.devices.length;
  const device = world.devices[index]!;
  world.trace.push(`${world.scheduler.now} ${kind} ${action.device} ${pick} ${value}`);
  if (kind in worldActions) worldActions[kind as WorldAction]({ world, device, index, value });
  else personActions[kind as PersonAction]({ world, device, pick, value });
}
