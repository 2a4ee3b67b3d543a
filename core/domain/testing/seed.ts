import { derivedUuid } from '../../kernel/ids.ts';
import type { Row } from '../../kernel/rows.ts';
import { organizationId } from '../../schema/people.ts';

type Put = { readonly table: string; readonly row: Row };

/** A stable id for a test's row. */
export const idOf = (name: string): string => derivedUuid('test', name);
const put = (table: string, name: string, cells: Omit<Row, 'id'>): Put => ({
  table,
  row: { id: idOf(name), ...cells },
});

/**
 * A small organization: Olga (owner), Adam (admin), Mona (manager), Rita and Rolf (reps), Ines (left); teams North (open,
 * with Mona and Rita) and South; a lead pipeline of five stages, one of opportunities with three; sources, businesses, products.
 * Ids are `idOf('rita')` and so on.
 */
export function seedRows(createdAt: number): readonly Put[] {
  return [
    {
      table: 'organization',
      row: {
        id: organizationId,
        name: 'Harbour Supplies',
        timeZone: 'Europe/Berlin',
        currency: 'EUR',
        requiredLeadFields: '[]',
        trashDays: 30,
        createdAt,
      },
    },
    ...people(createdAt),
    ...pipelines(createdAt),
    ...settings(createdAt),
  ];
}

function people(createdAt: number): Put[] {
  const user = (name: string, role: string, active = 1): Put =>
    put('users', name.toLowerCase(), {
      name,
      email: `${name.toLowerCase()}@harbour.test`,
      role,
      active,
      color: 'blue',
      createdAt,
    });
  const member = (team: string, name: string, role: string): Put => ({
    table: 'teamMembers',
    row: {
      id: derivedUuid('teamMembers', idOf(team), idOf(name)),
      teamId: idOf(team),
      userId: idOf(name),
      role,
      createdAt,
    },
  });
  return [
    user('Olga', 'owner'),
    user('Adam', 'admin'),
    user('Mona', 'manager'),
    user('Rita', 'rep'),
    user('Rolf', 'rep'),
    user('Ines', 'rep', 0),
    put('teams', 'north', { name: 'North', open: 1, archived: 0, createdAt }),
    put('teams', 'south', { name: 'South', open: 0, archived: 0, createdAt }),
    member('north', 'mona', 'manager'),
    member('north', 'rita', 'member'),
  ];
}

function pipelines(createdAt: number): Put[] {
  const pipeline = (
    key: string,
    name: string,
    module: string,
    stages: readonly (readonly [string, string])[],
  ): Put[] => [
    put('pipelines', key, { name, module, position: 0, isDefault: 1, archived: 0, createdAt }),
    ...stages.map(([stage, category], position) =>
      put('stages', `${key}-${stage.toLowerCase()}`, {
        pipelineId: idOf(key),
        name: stage,
        description: null,
        position,
        color: 'blue',
        probability: position * 20,
        category,
        requiredFields: stage === 'Proposal' ? '["email","valueMinor"]' : '[]',
        createdAt,
      }),
    ),
  ];
  return [
    ...pipeline('sales', 'Sales', 'leads', [
      ['New', 'new'],
      ['Contacted', 'contacted'],
      ['Proposal', 'qualified'],
      ['Won', 'won'],
      ['Lost', 'lost'],
    ]),
    ...pipeline('deals', 'Deals', 'opportunities', [
      ['Engaging', 'new'],
      ['Won', 'won'],
      ['Lost', 'lost'],
    ]),
  ];
}

function settings(createdAt: number): Put[] {
  return [
    put('sources', 'website', { name: 'Website', teamId: null, archived: 0, createdAt }),
    put('sources', 'fair', { name: 'Trade fair', teamId: idOf('north'), archived: 0, createdAt }),
    put('sources', 'fax', { name: 'Fax', teamId: null, archived: 1, createdAt }),
    put('businesses', 'ropes', { name: 'Ropes', color: 'blue', archived: 0, createdAt }),
    put('businesses', 'paints', { name: 'Paints', color: 'teal', archived: 0, createdAt }),
    put('products', 'anchor', {
      name: 'Anchor',
      series: null,
      priceMinor: 12_500,
      currency: 'EUR',
      archived: 0,
      externalId: null,
      createdAt,
    }),
  ];
}
