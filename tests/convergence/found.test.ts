// Histories that once broke an invariant, kept as they were found.
import { describe, expect, it } from 'vitest';
import { perform, type Action } from '../support/simulation/actions.ts';
import { live } from '../support/simulation/live.ts';
import { numbered } from '../support/simulation/numbered.ts';
import { rowsIn } from '../support/simulation/rows-in.ts';
import { noFaults } from '../support/simulation/sim-transport.ts';
import { everyone, World } from '../support/simulation/world.ts';
import { idOf } from '../../core/domain/testing/seed.ts';
import { snapshotChunk } from '../../core/protocol/sync.ts';

const act = (kind: Action['kind'], device: number, value = 0, pick = 0): Action => ({ kind, device, pick, value });

describe('histories that once broke an invariant', () => {
  it('a mutation whose answer was lost is not replayed on rows that already hold its effect', () => {
    const history = [act('edit', 2), act('backUp', 2), act('passLong', 0, 8), act('restoreBackup', 2)];
    expect(() => live(1_331_809_011, history)).not.toThrow();
  });

  it('a restored profile whose server knows more than it does takes a new identity before it is edited', () => {
    const history = [
      act('passLong', 0, 3),
      act('backUp', 0),
      act('edit', 0),
      act('restoreBackup', 0),
      act('pass', 0, 23),
      act('edit', 0, 1),
    ];
    expect(() => live(0, history)).not.toThrow();
  });

  it('a mutation that is numbered anew after a fork does not keep the id of its old number', () => {
    const history = [
      act('passLong', 0, 14),
      act('assign', 0, 0, 448),
      act('passLong', 0, 40),
      act('pass', 0, 263),
      act('backUp', 0),
      act('assign', 0, 0, 225),
      act('restoreBackup', 0),
      act('pass', 0, 25),
      act('edit', 0, 0, 459),
    ];
    expect(() => live(0, history)).not.toThrow();
  });

  it('a server that is restored in the middle of a snapshot does not go on with it from another history', () => {
    const history = [
      act('openTeam', 0, 3),
      act('backUpServer', 0),
      act('newDevice', 0),
      act('pass', 0, 200),
      act('openTeam', 0, 1),
      act('passSome', 0, 60),
      act('restoreServer', 0),
    ];
    for (let seed = 0; seed < 20; seed++) expect(() => live(seed, history, 'memory', everyone)).not.toThrow();
  });

  it('a repeated snapshot that is begun anew does not take what an earlier one brought for what is still there', () => {
    const world = new World(1, noFaults);
    world.pass(60_000);
    const device = world.devices[1]!;
    const { clientId } = device.device.position();
    device.sleep();
    device.device.startSnapshot('scopeChanged');
    for (let after: string | null = null; ;) {
      const body = JSON.stringify({ protocol: 1, clientId, after });
      const answer = world.server.handle('snapshot', device.userId, body, world.scheduler.now);
      const chunk = snapshotChunk.parse('reply' in answer && JSON.parse(answer.reply));
      device.device.snapshotArrived(chunk);
      after = chunk.position;
      if (chunk.block?.table === 'teamMembers') break;
    }
    const member = { teamId: idOf('north'), userId: device.userId };
    world.server.administer(idOf('olga'), 'team.removeMember', member, world.scheduler.now);
    device.device.startSnapshot('scopeChanged');
    device.wake();
    world.settle();
    expect(() => world.checkAtRest()).not.toThrow();
  });

  it('a lead that leaves and comes back while a device reads its first snapshot arrives with everything that hangs on it', () => {
    const history = [
      act('newDevice', 4, 8, 3),
      act('passSome', 5, 4, 8),
      act('plug', 2, 998),
      act('join', 1, 999),
      act('note', 1, 8, 20),
      act('passSome', 2, 992),
      act('assign', 1, 350, 998),
      act('assign', 0, 639, 4),
      act('trash', 4, 993, 140),
      act('removeMember', 5, 2, 1),
      act('addMember', 1, 381, 364),
      act('newDevice', 1, 1000),
      act('pass', 5, 501),
      act('pass', 0, 764),
      act('assign', 5, 307, 669),
    ];
    expect(() => live(108, history, 'memory', everyone)).not.toThrow();
  });

  it('a device whose journal has gaps gives a restored server what it still has', () => {
    const history = [
      act('backUpServer', 3),
      act('passSome', 0, 867),
      act('bulk', 0, 1, 479),
      act('vacation', 1, 677),
      act('note', 0, 998, 7),
      act('passSome', 1, 992),
      act('restoreServer', 3),
    ];
    expect(() => live(1081, history, 'memory', everyone)).not.toThrow();
  });

  it('what a server asks for again has its effect here before what was made later', () => {
    expect(() => live(2611, numbered(2611), 'memory', everyone)).not.toThrow();
  });

  it('an audit takes nothing of a lead that comes into view ahead of the pull', () => {
    expect(() => live(1097, numbered(1097), 'memory', everyone)).not.toThrow();
  });

  it('the status that comes with a move of an appointment overwrites nothing unseen without a trace', () => {
    expect(() => live(1190, numbered(1190), 'memory', everyone)).not.toThrow();
  });

  it('what a device made before it took a new identity is sent again to a restored server, too', () => {
    const world = new World(1, noFaults, 'memory', everyone);
    world.pass(20_000);
    const history = [
      act('backUpServer', 0),
      act('note', 0, 1, 1),
      act('passLong', 0, 300),
      act('backUp', 0),
      act('note', 0, 2, 2),
      act('passLong', 0, 300),
      // Its server knows more than this older profile: from here on it has another client id.
      act('restoreBackup', 0),
      act('passLong', 0, 300),
      act('restoreServer', 0),
      act('passLong', 0, 300),
    ];
    for (const action of history) perform(world, action);
    world.heal();
    world.checkAtRest();
    expect(rowsIn(world.server.store, 'notes')).toHaveLength(1);
    expect(rowsIn(world.devices[0]!.store, 'notes')).toHaveLength(1);
  });

  it('a push that the network repeats runs on no server that was restored meanwhile', () => {
    const history = [
      act('signOut', 3, 712, 979),
      act('newDevice', 4, 149, 0),
      act('signOut', 1, 873, 468),
      act('plug', 5, 941, 238),
      act('cutPower', 0, 885, 599),
      act('passSome', 3, 773, 199),
      act('opportunity', 5, 743, 730),
      act('skewClock', 2, 151, 981),
      act('crash', 2, 668, 869),
      act('passSome', 1, 382, 579),
      act('crash', 3, 208, 933),
      act('create', 0, 635, 127),
      act('backUpServer', 4, 457, 297),
      act('pass', 1, 335, 123),
      act('assign', 4, 226, 878),
      act('archive', 4, 918, 919),
      act('restartServer', 2, 838, 453),
      act('pass', 2, 82, 477),
      act('restoreServer', 5, 635, 271),
      act('passLong', 5, 206, 479),
    ];
    expect(() => live(40_000_077, history, 'memory', everyone)).not.toThrow();
  });

  it('what a restored server has forgotten is not added to rows that hold it already', () => {
    expect(() => live(1432, numbered(1432), 'memory', everyone)).not.toThrow();
  });
});
