// Verifies: SYNC-7 — a device finds out that it does not hold what the server holds, down to the row, and puts it right.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { idOf } from '../../core/domain/testing/seed.ts';
import type { StoreChange } from '../../core/kernel/rows.ts';
import type { OperationName, OperationResult } from '../../server/operations.ts';
import { Office, officeHomes } from '../support/office.ts';
import type { OfficeDevice } from '../support/office-device.ts';

const leads = 1200;
const leadId = (i: number): string => idOf(`audited ${i}`);

describe.each(officeHomes)('the audit, with a server on $name', ({ open }) => {
  let office: Office;
  let rita: OfficeDevice;
  /** Changes what the server answers, on its way. */
  let onTheWay: (name: OperationName, result: unknown) => void;
  beforeEach(async () => {
    const home = await open();
    onTheWay = () => {};
    office = new Office({
      ...home,
      execute: async (name, input) => {
        const result = structuredClone(await home.execute(name, input));
        onTheWay(name, result);
        return result;
      },
    });
    for (let i = 0; i < leads; i++) {
      const contact = { phones: [`+49 ${i}`], company: i % 3 ? `Company ${i}` : undefined };
      await office.rest('rita', 'lead.create', { id: leadId(i), lastName: `Lead ${i}`, ...contact });
    }
    rita = await office.device('rita');
  }, 120_000);
  afterEach(() => office.close());

  const damage = (...changes: StoreChange[]): void =>
    rita.store.transaction((transaction) => transaction.write(changes));
  const audit = async (): Promise<{ checked: number; repaired: number }> => {
    rita.device.audit.demand();
    await rita.sync();
    const { checked, repaired } = rita.device.audit.last()!;
    return { checked, repaired };
  };
  const rowsHeld = (): number => Object.values(rita.contents()).reduce((sum, rows) => sum + rows.length, 0);
  const expectRight = async (): Promise<void> =>
    expect(rita.contents()).toEqual((await office.device('rita')).contents());

  it('looks at every row and finds nothing where nothing is wrong', async () => {
    expect(await audit()).toEqual({ checked: rowsHeld(), repaired: 0 });
    rita.act('lead.update', { id: leadId(7), changes: { company: { from: 'Company 7', to: 'Mine' } } });
    rita.device.audit.demand();
    // What is pending is compared as the server confirmed it.
    expect(await audit()).toMatchObject({ repaired: 0 });
  });

  it('comes once a day by itself, and some time after a snapshot', async () => {
    expect(rita.device.audit.last()).toBeUndefined();
    office.pass(16 * 60_000);
    await rita.sync();
    const first = rita.device.audit.last()!;
    expect(first.repaired).toBe(0);
    office.pass(23 * 3_600_000);
    await rita.sync();
    expect(rita.device.audit.last()).toEqual(first);
    office.pass(2 * 3_600_000);
    await rita.sync();
    expect(rita.device.audit.last()!.at).toBeGreaterThan(first.at);
  });

  it('puts right a changed cell, a missing row and one too many, and fetches no others', async () => {
    const [changed, missing] = [rita.row('leads', leadId(3))!, rita.row('leads', leadId(900))!];
    damage(
      { op: 'patch', table: 'leads', id: changed.id, set: { company: 'Never said so' } },
      { op: 'delete', table: 'leads', id: missing.id },
      { op: 'put', table: 'leads', row: { ...missing, id: idOf('never there'), version: 1 } },
      { op: 'delete', table: 'stages', id: idOf('sales-won') },
    );
    const { checked, repaired } = await audit();
    expect(repaired).toBe(4);
    expect(repaired / checked).toBeLessThan(0.01);
    expect(rita.row('leads', changed.id)!.company).toBe(changed.company);
    await expectRight();
    expect(await audit()).toMatchObject({ repaired: 0 });
  });

  // Verifies: SYNC-10
  it('brings a version that knows more what the one before left out, and no other rows', async () => {
    const described = { id: leadId(11), changes: { description: { from: null, to: 'Only newer versions know this' } } };
    await office.rest('rita', 'lead.update', described);
    await rita.sync();
    rita.act('lead.update', { id: leadId(12), changes: { company: { from: null, to: 'Mine' } } });
    // As the older version left it: without the column, and without the table.
    damage(
      { op: 'patch', table: 'leads', id: leadId(11), set: { description: null } },
      ...rita.rows('history').map(({ id }) => ({ op: 'delete', table: 'history', id }) as const),
      { op: 'put', table: 'deviceState', row: { id: 'schemaRead', value: '"older"' } },
    );
    await rita.sync();
    expect(rita.device.audit.last()!.repaired).toBeGreaterThan(leads);
    expect(rita.row('leads', leadId(11))!.description).toBe('Only newer versions know this');
    expect(rita.row('leads', leadId(12))!.company).toBe('Mine');
    await expectRight();
    const before = rita.device.audit.last();
    await rita.sync();
    expect(rita.device.audit.last()).toEqual(before);
  });

  it('keeps what is pending on a row that it puts right', async () => {
    rita.act('lead.update', { id: leadId(4), changes: { company: { from: 'Company 4', to: 'Mine' } } });
    const image = rita.rows('baseImages').find((row) => row.entityId === leadId(4))!;
    const wrong = JSON.stringify({ ...(JSON.parse(image.image!) as object), title: 'Never said so' });
    damage({ op: 'patch', table: 'baseImages', id: image.id, set: { image: wrong } });
    rita.device.audit.demand();
    await rita.sync();
    expect(rita.row('leads', leadId(4))).toMatchObject({ company: 'Mine', title: null });
    await expectRight();
  });

  it('takes a deletion that comes in between for what it is', async () => {
    const note = { id: idOf('a note'), leadId: leadId(5), body: 'Soon gone' };
    await office.rest('rita', 'note.add', note);
    await rita.sync();
    let removed: Promise<void> | undefined;
    // Deleted after the audit has begun, before it reaches the table.
    onTheWay = (name) => {
      if (name === 'sync.digest') removed ??= office.rest('rita', 'note.remove', { id: note.id });
    };
    rita.device.audit.demand();
    await rita.sync();
    await removed;
    expect(removed).toBeDefined();
    await rita.sync();
    expect(rita.row('notes', note.id)).toBeUndefined();
    expect(await audit()).toMatchObject({ repaired: 0 });
    await expectRight();
  });

  it('does not apply a pull whose rows do not add up, asks again, then takes it and looks for what is wrong', async () => {
    await office.rest('rita', 'lead.update', { id: leadId(9), changes: { title: { from: null, to: 'Director' } } });
    const spoilt: string[] = [];
    onTheWay = (name, result) => {
      if (name !== 'sync.pull' || spoilt.length === 3) return;
      const { reply } = result as Extract<OperationResult<'sync.pull'>, { kind: 'reply' }>;
      if (reply.kind !== 'page') return;
      const whole = reply.blocks.find(({ table }) => table === 'leads');
      if (whole) whole.rows[0]![whole.columns.indexOf('title')] = 'Dictator';
      const changed = reply.changed?.find(({ table }) => table === 'leads');
      if (changed) changed.cells[changed.columns.indexOf('title')]![0] = 'Dictator';
      if (whole || changed) spoilt.push(whole ? 'whole' : 'changed');
    };
    await expect(rita.sync()).rejects.toThrow('SERVER_ERROR');
    expect(rita.row('leads', leadId(9))!.title).toBeNull();
    await rita.sync();
    // Changes are not trusted twice: the second answer must do without what the device holds.
    expect(spoilt).toEqual(['changed', 'whole', 'whole']);
    expect(rita.row('leads', leadId(9))!.title).toBe('Director');
    expect(rita.device.audit.last()).toMatchObject({ repaired: 1 });
    await expectRight();
  });
});
