import fc from 'fast-check';
import { idOf } from '../../../core/domain/testing/seed.ts';
import type { RowOf } from '../../../core/schema/tables.ts';
import { rowsIn } from './oracles.ts';
import type { SimDevice } from './sim-device.ts';
import type { World } from './world.ts';

/** One step of a history: who, what, and numbers to choose with. */
export type Action = {
  readonly kind: (typeof kinds)[number];
  readonly device: number;
  readonly pick: number;
  readonly value: number;
};

const kinds = [
  'edit',
  'editPhones',
  'create',
  'note',
  'count',
  'move',
  'assign',
  'archive',
  'restore',
  'appointment',
  'join',
  'leave',
  'plug',
  'crash',
  'backUp',
  'restoreBackup',
  'skewClock',
  'pass',
  'passLong',
] as const;

/** Histories: arrays of actions, long ones as likely as short ones. */
export const histories = fc.array(
  fc.record({
    kind: fc.constantFrom(...kinds),
    device: fc.nat({ max: 2 }),
    pick: fc.nat({ max: 1000 }),
    value: fc.nat({ max: 1000 }),
  }),
  { minLength: 1, maxLength: 40, size: 'max' },
) satisfies fc.Arbitrary<Action[]>;

const stages = ['new', 'contacted', 'won', 'lost'];
const assignees = [null, 'mona', 'rita', 'rolf', 'olga'];
const teams = [null, 'north', 'south'];

/** Carries out one action; what a rule refuses has no effect. */
export function perform(world: World, action: Action): void {
  const device = world.devices[action.device]!;
  world.trace.push(`${world.scheduler.now} ${action.kind} ${action.device} ${action.pick} ${action.value}`);
  switch (action.kind) {
    case 'plug':
      return device.transport.setOnline(!device.transport.online);
    case 'crash':
      return device.crash();
    case 'backUp':
      return device.backUp();
    case 'restoreBackup':
      return world.restoreBackup(action.device);
    case 'join':
    case 'leave':
      return changeTeams(world, device, action);
    case 'skewClock':
      device.clockSkewMs = (action.value - 500) * 1_000_000;
      return;
    case 'pass':
      return world.pass(action.value * 10);
    case 'passLong':
      return world.pass(action.value * 10_000);
    default:
      personActs(world, device, action);
  }
}

function personActs(world: World, device: SimDevice, { kind, pick, value }: Action): void {
  if (kind === 'create') {
    const args = { id: world.newId(), lastName: `Lead ${value}`, email: `lead${value % 5}@customer.test` };
    device.act('lead.create', args);
    return;
  }
  const leads = rowsIn(device.store, 'leads') as readonly RowOf<'leads'>[];
  const lead = leads[pick % Math.max(1, leads.length)];
  if (!lead) return;
  const id = lead.id;
  switch (kind) {
    case 'edit': {
      const field = ['company', 'title', 'location'][value % 3]! as 'company' | 'title' | 'location';
      device.act('lead.update', { id, changes: { [field]: { from: lead[field], to: `${field} ${value}` } } });
      return;
    }
    case 'editPhones': {
      const from = JSON.parse(lead.phones) as string[];
      const to = value % 2 ? [...from, `+49 ${10_000 + value}`] : from.slice(1);
      device.act('lead.update', { id, changes: { phones: { from, to } } });
      return;
    }
    case 'note':
      device.act('note.add', { id: world.newId(), leadId: id, body: `Note ${value}` });
      return;
    case 'count':
      count(device, value);
      return;
    case 'move':
      device.act('lead.changeStage', {
        moves: [{ id, fromStageId: lead.stageId }],
        stageId: idOf(`sales-${stages[value % stages.length]!}`),
      });
      return;
    case 'assign': {
      const assignee = assignees[value % assignees.length];
      const team = teams[value % teams.length];
      device.act('lead.assign', {
        ids: [id],
        assigneeId: assignee ? idOf(assignee) : null,
        teamId: team ? idOf(team) : null,
      });
      return;
    }
    case 'archive':
      device.act('lead.archive', { ids: [id] });
      return;
    case 'restore':
      device.act('lead.restore', { ids: [id] });
      return;
    case 'appointment': {
      const startAt = world.scheduler.now + 3_600_000 * (1 + (value % 50));
      const times = { startAt, endAt: startAt + 1_800_000 };
      device.act('appointment.create', {
        id: world.newId(),
        leadId: id,
        ownerId: device.userId,
        ...times,
        onOverlap: 'accept',
      });
    }
  }
}

/** An administrator adds a person to a team or takes them out: what they see changes as a whole. */
function changeTeams(world: World, device: SimDevice, { kind, value }: Action): void {
  const member = { teamId: idOf(value % 2 ? 'north' : 'south'), userId: device.userId };
  const [name, args] =
    kind === 'join'
      ? ['team.addMember', { ...member, role: value % 3 ? 'member' : 'manager' }]
      : ['team.removeMember', member];
  world.server.administer(idOf('adam'), name!, args, world.scheduler.now);
}

function count(device: SimDevice, value: number): void {
  const line = rowsIn(device.store, 'leadProducts')[0] as RowOf<'leadProducts'> | undefined;
  if (!line) return;
  const quantity = { from: line.quantity, to: line.quantity + 1 + (value % 3) };
  device.act('leadProduct.update', { id: line.id, changes: { quantity } });
}
