import { idOf } from '../../../core/domain/testing/seed.ts';
import { DomainError } from '../../../core/kernel/errors.ts';
import { rowsIn } from './rows-in.ts';
import type { SimDevice } from './sim-device.ts';
import type { World } from './world.ts';

type Choice = {
  readonly world: World;
  readonly device: SimDevice;
  /** The device's place among those of the world. */
  readonly index: number;
  readonly value: number;
};

const dayMs = 86_400_000;

/** By another door than sync; what the rule refuses has no effect. */
function administer({ world }: Choice, name: string, args: unknown): void {
  try {
    world.server.administer(idOf('olga'), name, args, world.scheduler.now);
  } catch (cause) {
    if (!(cause instanceof DomainError)) throw cause;
  }
}

function changeRow(choice: Choice, [table, mutator]: readonly [string, string], id: string, set: object): void {
  const row = rowsIn(choice.world.server.store, table).find((candidate) => candidate.id === id)!;
  const changes = Object.entries(set).map(([field, to]) => [field, { from: row[field], to: to as unknown }]);
  administer(choice, mutator, { id, changes: Object.fromEntries(changes) as object });
}

const users = ['users', 'user.update'] as const;
const allTeams = ['teams', 'team.update'] as const;
const teamOf = (value: number): string => idOf(value % 2 ? 'north' : 'south');

/** What befalls devices, the network, the server and the company. */
export const worldActions = {
  plug: ({ device }) => device.transport.setOnline(!device.transport.online),
  crash: ({ device }) => device.crash(),
  cutPower: ({ device, value }) => device.store.cutAfter(value % 40),
  /** The disk has forgotten a bit, a row, or made one up. */
  damage: ({ world, device, value }) => world.damage(device, value),
  backUp: ({ device }) => device.backUp(),
  restoreBackup: ({ world, index }) => world.restoreBackup(index),
  join: (choice) => {
    const { device, value } = choice;
    const role = value % 3 ? 'member' : 'manager';
    administer(choice, 'team.addMember', { teamId: teamOf(value), userId: device.userId, role });
  },
  leave: (choice) => {
    administer(choice, 'team.removeMember', { teamId: teamOf(choice.value), userId: choice.device.userId });
  },
  openTeam: (choice) => changeRow(choice, allTeams, teamOf(choice.value), { open: (choice.value >> 1) % 2 }),
  role: (choice) => {
    const role = ['rep', 'manager', 'admin'][choice.value % 3];
    changeRow(choice, users, choice.device.userId, { role });
  },
  deactivate: (choice) => changeRow(choice, users, choice.device.userId, { active: choice.value % 2 }),
  skewClock: ({ device, value }) => {
    device.clockSkewMs = (value - 500) * 1_000_000;
  },
  pass: ({ world, value }) => world.pass(value * 10),
  passSome: ({ world, value }) => world.pass(value * 1000),
  passLong: ({ world, value }) => world.pass(value * 10_000),
  /** Everybody's lid is closed for days or weeks. */
  vacation: ({ world, value }) => world.vacation((1 + (value % 40)) * dayMs),
  restartServer: ({ world }) => world.server.restart(),
  backUpServer: ({ world }) => world.server.backUp(),
  restoreServer: ({ world }) => world.restoreServer(),
  newDevice: ({ world, device }) => world.addDevice(device.userId),
  signOut: ({ device }) => {
    device.signedOut = !device.signedOut;
    if (device.signedOut) device.sleep();
    else device.wake();
  },
} satisfies Record<string, (choice: Choice) => void>;

export type WorldAction = keyof typeof worldActions;
