// What may happen before, during and after a version that adds to the schema: random additions, rows and work.
import fc from 'fast-check';
import { idOf } from '../../../core/domain/testing/seed.ts';
import type { Value } from '../../../core/kernel/rows.ts';
import type { Table } from '../../../core/schema/define-table.ts';
import { domainTables } from '../../../core/schema/tables.ts';
import { officeStartMs, type FirstRows } from '../office.ts';
import type { OfficeDevice } from '../office-device.ts';
import type { Lack } from './older-version.ts';

/** What a version may have been without: columns that may be empty and are in no index, tables and indexes. */
const laterColumns = {
  leads: ['firstName', 'title', 'position', 'branch', 'website', 'location', 'description', 'utmSource', 'employees'],
  products: ['series', 'externalId'],
} as const;
const laterTables = ['leadMerges', 'undos', 'businesses', 'leadBusinesses', 'noteRevisions', 'documents', 'sources'];
const columnChoices = Object.entries(laterColumns).flatMap(([table, columns]) =>
  columns.map((column) => ({ table, column })),
);
const indexChoices = (Object.values(domainTables) as readonly Table[]).flatMap(({ name, indexes }) =>
  indexes.map((_, place) => ({ table: name, place })),
);

const column = fc
  .tuple(fc.constantFrom(...columnChoices), fc.boolean())
  .map(([at, filled]) => ({ ...at, byDefault: filled ? (at.column === 'employees' ? 7 : 'by default') : null }));
const lacks: fc.Arbitrary<Lack> = fc.record({
  tables: fc.subarray(laterTables),
  columns: fc.uniqueArray(column, { selector: ({ table, column: name }) => `${table}.${name}`, maxLength: 11 }),
  indexes: fc.uniqueArray(fc.constantFrom(...indexChoices), { selector: (at) => JSON.stringify(at), maxLength: 8 }),
});

const leadCount = 6;
const leadIds = Array.from({ length: leadCount }, (_, i) => idOf(`schema lead ${i}`));
const cell = fc.option(fc.constantFrom('Grün & Söhne', 'O’Neill', 'x', 'Wärmepumpe', ''), { nil: null });
const leadCells = fc.record(
  Object.fromEntries(
    laterColumns.leads.map((name) => [name, name === 'employees' ? fc.option(fc.nat(9), { nil: null }) : cell]),
  ),
) as fc.Arbitrary<Record<string, Value>>;

const step = fc.record({
  kind: fc.constantFrom('note', 'create', 'edit', 'count', 'trash'),
  lead: fc.nat(leadCount - 1),
  value: fc.nat(99),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

export const cases = fc.record({
  lack: lacks,
  leads: fc.array(leadCells, { minLength: leadCount, maxLength: leadCount }),
  /** What others do before the older version's last pull, and after it. */
  before: fc.array(step, { maxLength: 4 }),
  after: fc.array(step, { maxLength: 4 }),
  pending: fc.array(step, { minLength: 1, maxLength: 8 }),
  /** The server has run what was pending, and its answer was lost. */
  answerLost: fc.boolean(),
  /** The server knows more than even the present version. */
  newerServer: fc.boolean(),
});
export type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

export const firstQuantity = 10;

export function firstRows(leads: Case['leads']): FirstRows {
  const at = officeStartMs;
  const whole = {
    ...{ lastName: 'Anders', phones: '[]', currency: 'EUR', pipelineId: idOf('sales'), stageId: idOf('sales-new') },
    ...{ stageSince: at, status: 'open', state: 'active', priority: 'medium', assigneeId: idOf('rita') },
    ...{ createdAt: at, createdBy: idOf('olga'), updatedAt: at },
  };
  const money = { unitPriceMinor: 100, currency: 'EUR', discountPercent: 0, totalMinor: 1000 };
  const line = { id: idOf('schema line'), leadId: leadIds[0]!, productId: idOf('anchor'), quantity: firstQuantity };
  return [
    ...leads.map((cells, i) => ({ table: 'leads', row: { ...whole, ...cells, id: leadIds[i]! } })),
    { table: 'leadProducts', row: { ...line, ...money, createdAt: at } },
  ];
}

/** @returns a mutation of somebody's, on what they have before them */
function mutationOf({ kind, lead, value }: Step, who: string, n: number, rows: OfficeDevice): [string, object] {
  const id = leadIds[lead]!;
  const made = idOf(`${who} ${n} ${value}`);
  switch (kind) {
    case 'note':
      return ['note.add', { id: made, leadId: id, body: `Note ${value} of ${who}` }];
    case 'create':
      return ['lead.create', { id: made, lastName: `Lead ${value}` }];
    case 'count': {
      const from = rows.row('leadProducts', idOf('schema line'))?.quantity ?? firstQuantity;
      return ['leadProduct.update', { id: idOf('schema line'), changes: { quantity: { from, to: from + 1 } } }];
    }
    case 'trash':
      return who === 'rita' ? ['note.add', { id: made, leadId: id, body: 'Instead' }] : ['lead.trash', { ids: [id] }];
    case 'edit': {
      const from = rows.row('leads', id)?.company ?? null;
      return ['lead.update', { id, changes: { company: { from, to: `Company ${value} of ${who}` } } }];
    }
  }
}

/** Does what the rules of the moment allow. */
export function attempt(device: OfficeDevice, steps: readonly Step[], who: string, from = 0): void {
  for (const [n, of] of steps.entries()) {
    const [name, args] = mutationOf(of, who, from + n, device);
    try {
      device.act(name, args);
    } catch (cause) {
      if (!(cause instanceof Error) || cause.name !== 'DomainError') throw cause;
    }
  }
}
