// Verifies: SYNC-8 — what left the person's scope is in no byte of the profile: file, write-ahead log, free pages, full text, base images, journal, copies.
import type Database from 'better-sqlite3';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { idOf } from '../../core/domain/testing/seed.ts';
import type { Row, Value } from '../../core/kernel/rows.ts';
import { mulberry32 } from '../../core/kernel/seeded-random.ts';
import type { Column } from '../../core/schema/define-table.ts';
import { domainTables } from '../../core/schema/tables.ts';
import type { SqliteStore } from '../../electron/data/sqlite-store.ts';
import { temporaryFolder } from '../support/device-store.ts';
import { memoryHome, Office, officeStartMs, type FirstRows } from '../support/office.ts';
import type { OfficeDevice } from '../support/office-device.ts';
import { openPlainStore, termsInIndex, textsInFiles } from '../support/plain-store.ts';

const lead = idOf('lead');
const places: Readonly<Record<string, string>> = {
  id: '',
  leadId: lead,
  pipelineId: idOf('sales'),
  stageId: idOf('sales-new'),
  assigneeId: idOf('rita'),
  authorId: idOf('olga'),
  ownerId: idOf('olga'),
  createdBy: idOf('olga'),
  contactId: idOf('row-contacts'),
  accountId: idOf('row-accounts'),
  productId: idOf('anchor'),
  entity: 'leads',
  entityId: lead,
};

/** Texts of letters that no other text here has, so that no three of them in a row are anybody else's. */
class Markers {
  readonly all: string[] = [];
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = mulberry32(seed);
  }

  next(): string {
    const letters = Array.from({ length: 14 }, () => 'qxzjwvk'[Math.floor(this.#random() * 7)]);
    this.all.push(letters.join(''));
    return this.all.at(-1)!;
  }
}

function cellOf(name: string, column: Column, markers: Markers): Value {
  if (Object.hasOwn(places, name)) return places[name]!;
  switch (column.kind) {
    case 'text':
      return markers.next();
    case 'json':
      return JSON.stringify(column.merge === 'set' ? [markers.next()] : { youtube: markers.next() });
    case 'enum':
      return column.values![0]!;
    case 'id':
      return column.nullable ? null : idOf('olga');
    case 'time':
      return officeStartMs;
    default:
      return 1;
  }
}

/** A lead with a row in every table that hangs on leads, and what it links to, all texts marked. */
function markedRows(markers: Markers): FirstRows {
  const tables = Object.values(domainTables).filter(({ audience }) => audience === 'lead' || audience === 'own');
  return tables.map(({ name, columns }) => {
    const cells = Object.entries(columns).map(([column, of]) => [column, cellOf(column, of, markers)] as const);
    const changed = name === 'opportunities' ? { pipelineId: idOf('deals'), stageId: idOf('deals-engaging') } : {};
    const state = name === 'leads' ? { trashedAt: null, convertedAt: null, duplicateOfId: null } : {};
    const id = name === 'leads' ? lead : idOf(`row-${name}`);
    return { table: name, row: { ...Object.fromEntries(cells), ...changed, ...state, id } as Row };
  });
}

describe('what left the scope', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let office: Office;
  let rita: OfficeDevice;
  let store: SqliteStore;
  let db: Database.Database;
  let slices: (() => boolean)[];
  let markers: Markers;
  /** Whether the device ends right after the transaction that took rows away. */
  let cut: boolean;

  beforeEach(async () => {
    cut = false;
    folder = temporaryFolder();
    slices = [];
    markers = new Markers(8);
    office = new Office(memoryHome(markedRows(markers)));
    await open();
  });
  afterEach(async () => {
    await office.close();
    if (db.open) store.close();
    folder.remove();
  });

  async function open(): Promise<void> {
    ({ store, db } = openPlainStore(join(folder.path, 'plain.db'), { scheduleIdle: (slice) => slices.push(slice) }));
    const eraseTraces = (): void => {
      if (cut) throw new Error('cut off');
      store.eraseTraces();
    };
    rita = await office.device('rita', { store, eraseTraces });
  }
  const leftInFiles = () => textsInFiles(folder.path, markers.all);
  /** Terms of the indexes that no row accounts for. */
  const leftInIndexes = () =>
    (['leads', 'notes'] as const).flatMap((table) => {
      const texts = rita.rows(table).map((row) => row.searchText);
      return [...termsInIndex(db, `${table}Search`)].filter((term) => !texts.some((text) => text.includes(term)));
    });
  const give = (ids: readonly string[], assigneeId: string): Promise<void> =>
    office.rest('adam', 'lead.assign', { ids, assigneeId });
  const finishIdle = (): void => {
    for (let slice = slices.shift(); slice; slice = slices.shift()) while (slice());
  };

  it('is there before, so that looking for it proves something', () => {
    store.transaction((transaction) =>
      transaction.write([{ op: 'patch', table: 'notes', id: idOf('row-notes'), set: {} }]),
    );
    expect(new Set(leftInFiles().map((found) => found.split(' ')[0])).size).toBe(markers.all.length);
    const before = leftInIndexes();
    store.transaction((transaction) => transaction.write([{ op: 'delete', table: 'leads', id: lead }]));
    expect([before.length, leftInIndexes().length > 20]).toEqual([0, true]);
  });

  it('leaves 0 bytes when a few rows go, at the end of the pull', async () => {
    await give([lead], idOf('rolf'));
    await rita.sync();
    expect(rita.row('leads', lead)).toBeUndefined();
    expect(leftInFiles()).toEqual([]);
    expect(leftInIndexes()).toEqual([]);
    store.close();
    expect(leftInFiles()).toEqual([]);
  });

  it('leaves 0 bytes after the next start when it was cut off right behind the pull', async () => {
    await give([lead], idOf('rolf'));
    cut = true;
    await rita.sync().catch(() => {});
    expect(rita.row('leads', lead)).toBeUndefined();
    expect(leftInIndexes()).not.toEqual([]);
    store.close();
    cut = false;
    await open();
    expect(leftInFiles()).toEqual([]);
    expect(leftInIndexes()).toEqual([]);
  });

  it('takes base images, the journal, earlier texts and copies along', async () => {
    const own = [markers.next(), markers.next(), markers.next(), markers.next()] as const;
    rita.act('note.add', { id: idOf('mine'), leadId: lead, body: own[0] });
    rita.act('note.edit', { id: idOf('mine'), changes: { body: { from: own[0], to: own[1] } } });
    rita.act('lead.update', { id: lead, changes: { title: { from: rita.row('leads', lead)!.title, to: own[2] } } });
    rita.act('lead.create', { id: idOf('kept'), lastName: 'Kept' });
    await rita.sync();
    mkdirSync(join(folder.path, 'backups'));
    store.copyTo(join(folder.path, 'backups', 'plain.db.v1'));
    await office
      .rest('adam', 'note.edit', { id: idOf('row-notes'), changes: { body: { from: null, to: own[3] } } })
      .catch(() => {});
    await give([lead], idOf('rolf'));
    await rita.sync();
    finishIdle();
    expect(leftInFiles()).toEqual([]);
    expect(leftInIndexes()).toEqual([]);
    expect(rita.row('leads', idOf('kept'))?.lastName).toBe('Kept');
  });

  it('keeps what its author has not sent, and forgets that, too, once the server has taken it', async () => {
    const mine = 'Lotse';
    rita.act('note.add', { id: idOf('mine'), leadId: lead, body: mine });
    office.pass(1000);
    await give([lead], idOf('rolf'));
    expect(textsInFiles(folder.path, [mine])).not.toEqual([]);
    // The answer to the push arrives; the device never sees the note's lead again.
    await rita.sync();
    expect(leftInFiles()).toEqual([]);
    expect(textsInFiles(folder.path, [mine])).toEqual([]);
  });

  it('leaves 0 bytes when very many rows go at once', async () => {
    const many = Array.from({ length: 1500 }, (_, i) => idOf(`many ${i}`));
    const words = new Markers(9);
    for (const id of many)
      await office.rest('adam', 'lead.create', { id, lastName: words.next(), assigneeId: idOf('rita') });
    await rita.sync();
    await give(many, idOf('rolf'));
    await rita.sync();
    expect(textsInFiles(folder.path, words.all)).toEqual([]);
    finishIdle();
    expect(leftInIndexes()).toEqual([]);
  });
});
