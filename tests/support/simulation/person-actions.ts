import { cellValue } from '../../../core/domain/conflict/conflict-row.ts';
import { idOf } from '../../../core/domain/testing/seed.ts';
import { eq } from '../../../core/kernel/predicates.ts';
import type { RowOf } from '../../../core/schema/tables.ts';
import { discardRefused, sendAgain } from '../../../electron/data/device-refused.ts';
import { editable, editableSettings } from './editable-fields.ts';
import { rowsIn } from './rows-in.ts';
import type { SimDevice } from './sim-device.ts';
import type { World } from './world.ts';

type Lead = RowOf<'leads'>;
type Choice = { readonly world: World; readonly device: SimDevice; readonly pick: number; readonly value: number };
type Act = (choice: Choice) => void;

const stages = ['new', 'contacted', 'won', 'lost'];
const assignees = [null, 'mona', 'rita', 'rolf', 'olga'];
const teams = [null, 'north', 'south'];
const hourMs = 3_600_000;

/** @returns the n-th row that the device has of a table, if any */
function nth(device: SimDevice, table: string, n: number): Readonly<Record<string, unknown>> | undefined {
  const rows = rowsIn(device.store, table);
  return rows[n % Math.max(1, rows.length)];
}

/** What a person does with one of the leads they have. */
function onLead(act: (choice: Choice, lead: Lead) => void): Act {
  return (choice) => {
    const lead = nth(choice.device, 'leads', choice.pick) as Lead | undefined;
    if (lead) act(choice, lead);
  };
}

/** One or two fields of any row of any table that the person may edit. */
function editOf(tables: typeof editable): Act {
  return ({ device, pick, value }) => {
    const { table, mutator, fields } = tables[value % tables.length]!;
    const row = nth(device, table, pick);
    if (!row) return;
    const names = Object.keys(fields);
    const chosen = new Set([
      names[(value >> 3) % names.length]!,
      names[(value >> (value % 2 ? 3 : 5)) % names.length]!,
    ]);
    const changes: Record<string, { from: unknown; to: unknown }> = {};
    for (const field of chosen) {
      const from = cellValue(table, field, row[field] as string | number | null);
      changes[field] = { from, to: fields[field]!(from, value) };
    }
    device.act(mutator, { id: row['id'], changes });
  };
}

const timesOf = (startAt: number): { startAt: number; endAt: number } => ({ startAt, endAt: startAt + hourMs / 2 });

export const personActions = {
  edit: onLead(({ device, value }, lead) => {
    const field = (['company', 'title', 'location'] as const)[value % 3]!;
    device.act('lead.update', { id: lead.id, changes: { [field]: { from: lead[field], to: `${field} ${value}` } } });
  }),
  editPhones: onLead(({ device, value }, lead) => {
    const from = JSON.parse(lead.phones) as string[];
    const to = value % 2 ? [...from, `+49 ${10_000 + value}`] : from.slice(1);
    device.act('lead.update', { id: lead.id, changes: { phones: { from, to } } });
  }),
  create: ({ world, device, value }) => {
    const args = { id: world.newId(), lastName: `Lead ${value}`, email: `lead${value % 5}@customer.test` };
    device.act('lead.create', args);
  },
  note: onLead(({ world, device, value }, { id }) => {
    device.act('note.add', { id: world.newId(), leadId: id, body: `Note ${value}` });
  }),
  count: ({ device, value }) => {
    const line = rowsIn(device.store, 'leadProducts')[0] as RowOf<'leadProducts'> | undefined;
    if (!line) return;
    const quantity = { from: line.quantity, to: line.quantity + 1 + (value % 3) };
    device.act('leadProduct.update', { id: line.id, changes: { quantity } });
  },
  move: onLead(({ device, value }, lead) => {
    const moves = [{ id: lead.id, fromStageId: lead.stageId }];
    device.act('lead.changeStage', { moves, stageId: idOf(`sales-${stages[value % stages.length]!}`) });
  }),
  assign: onLead(({ device, value }, { id }) => {
    const assignee = assignees[value % assignees.length];
    const team = teams[value % teams.length];
    const to = { assigneeId: assignee ? idOf(assignee) : null, teamId: team ? idOf(team) : null };
    device.act('lead.assign', { ids: [id], ...to });
  }),
  archive: onLead(({ device }, { id }) => void device.act('lead.archive', { ids: [id] })),
  restore: onLead(({ device }, { id }) => void device.act('lead.restore', { ids: [id] })),
  appointment: onLead(({ world, device, value }, { id }) => {
    device.act('appointment.create', {
      id: world.newId(),
      leadId: id,
      ownerId: device.userId,
      ...timesOf(world.scheduler.now + hourMs * (1 + (value % 50))),
      onOverlap: 'accept',
    });
  }),

  editAny: editOf(editable),
  editSetting: editOf(editableSettings),
  appointmentMove: ({ world, device, pick, value }) => {
    const row = nth(device, 'appointments', pick) as RowOf<'appointments'> | undefined;
    if (!row) return;
    // Few starts, so that they overlap.
    const { startAt, endAt } = timesOf(
      world.scheduler.now - (world.scheduler.now % hourMs) + hourMs * (2 + (value % 4)),
    );
    const changes = { startAt: { from: row.startAt, to: startAt }, endAt: { from: row.endAt, to: endAt } };
    device.act('appointment.update', { id: row.id, changes, onOverlap: 'accept' });
  },
  appointmentRemove: ({ device, pick }) => {
    const row = nth(device, 'appointments', pick);
    if (row) device.act('appointment.remove', { id: row['id'] });
  },
  noteRemove: ({ device, pick }) => {
    const row = nth(device, 'notes', pick);
    if (row) device.act('note.remove', { id: row['id'] });
  },
  call: onLead(({ world, device, value }, { id }) => {
    device.act('activity.log', { id: world.newId(), leadId: id, type: 'CALL', description: `Call ${value}` });
  }),
  bulk: ({ device, value }) => {
    const ids = rowsIn(device.store, 'leads').map((row) => row.id);
    const changes = value % 2 ? { branch: `Bulk ${value}` } : { priority: 'critical', utmCampaign: `Bulk ${value}` };
    device.act('lead.bulkUpdate', { ids: ids.slice(value % 3), changes });
  },
  trash: onLead(({ device }, { id }) => void device.act('lead.trash', { ids: [id] })),
  disqualify: onLead(({ device, value }, { id }) => {
    device.act('lead.disqualify', { id, reason: `Reason ${value}`, ...(value % 2 ? { notes: 'Why' } : {}) });
  }),
  reopen: onLead(({ device }, { id }) => void device.act('lead.reopen', { id })),
  businesses: onLead(({ device, value }, { id }) => {
    const [add, remove] = value % 2 ? ['ropes', 'paints'] : ['paints', 'ropes'];
    device.act('lead.setBusinesses', { id, add: [idOf(add!)], ...(value % 3 ? { remove: [idOf(remove!)] } : {}) });
  }),
  addMember: onLead(({ device, value }, { id }) => {
    device.act('lead.addMember', { leadId: id, userId: idOf(['mona', 'rita', 'rolf'][value % 3]!) });
  }),
  removeMember: ({ device, pick }) => {
    const row = nth(device, 'leadMembers', pick);
    if (row) device.act('lead.removeMember', { leadId: row['leadId'], userId: row['userId'] });
  },
  product: onLead(({ world, device, value }, { id }) => {
    const line = { id: world.newId(), leadId: id, productId: idOf('anchor'), quantity: 1 + (value % 4) };
    device.act('leadProduct.add', line);
  }),
  productRemove: ({ device, pick }) => {
    const row = nth(device, 'leadProducts', pick);
    if (row && row['id'] !== idOf('line')) device.act('leadProduct.remove', { id: row['id'] });
  },
  withContact: ({ world, device, value }) => {
    const contact = { id: world.newId(), lastName: `Contact ${value}` };
    device.act('lead.createWithContact', { contact, lead: { id: world.newId(), company: `Company ${value}` } });
  },
  account: ({ world, device, value }) =>
    void device.act('account.create', { id: world.newId(), name: `Account ${value}` }),
  opportunity: ({ world, device, pick, value }) => {
    const lead = value % 2 ? nth(device, 'leads', pick) : undefined;
    const account = nth(device, 'accounts', pick);
    const links = { ...(lead ? { leadId: lead['id'] } : {}), ...(account ? { accountId: account['id'] } : {}) };
    device.act('opportunity.create', { id: world.newId(), name: `Deal ${value}`, ...links });
  },
  opportunityMove: ({ device, pick, value }) => {
    const row = nth(device, 'opportunities', pick);
    if (!row) return;
    const stageId = idOf(`deals-${['engaging', 'won', 'lost'][value % 3]!}`);
    device.act('opportunity.changeStage', { moves: [{ id: row['id'], fromStageId: row['stageId'] }], stageId });
  },
  handOver: ({ device, pick, value }) => {
    const table = (['contacts', 'accounts', 'opportunities'] as const)[value % 3]!;
    const row = nth(device, table, pick);
    if (!row) return;
    const to = idOf(['mona', 'rita', 'rolf'][value % 3]!);
    const mutator = { contacts: 'contact.update', accounts: 'account.update', opportunities: 'opportunity.update' }[
      table
    ];
    device.act(mutator, { id: row['id'], changes: { ownerId: { from: row['ownerId'], to } } });
  },
  preference: ({ device, value }) => {
    device.act('preference.set', { key: `key ${value % 3}`, value: value % 5 ? { columns: [value] } : null });
  },
  resolve: ({ device, pick }) => {
    const row = nth(device, 'conflicts', pick);
    if (row) device.act('conflict.resolve', { ids: [row['id']] });
  },
  sendAgain: ({ device, pick }) => {
    const refused = rowsIn(device.store, 'outbox', eq('state', 'rejected'));
    const row = refused[pick % Math.max(1, refused.length)];
    if (!row) return;
    const made = { name: String(row['name']), args: String(row['args']) };
    device.decide((act) => sendAgain(act, Number(row['seq'])), made);
  },
  discard: ({ device, pick }) => {
    const refused = rowsIn(device.store, 'outbox', eq('state', 'rejected'));
    const row = refused[pick % Math.max(1, refused.length)];
    if (!row || !device.decide(() => discardRefused(Number(row['seq'])))) return;
    device.forgetMade(String(row['name']), String(row['args']));
  },
} satisfies Record<string, Act>;

export type PersonAction = keyof typeof personActions;
