import { idOf } from '../../../core/domain/testing/seed.ts';
import type { Row } from '../../../core/kernel/rows.ts';

/** What the counter of the exactly-once oracle starts from. */
export const firstQuantity = 10;

/** Leads that exist before a history begins: of each rep, of a team, of nobody. */
export function firstLeads(createdAt: number): { table: string; row: Row }[] {
  const lead = (name: string, assignee: string | null, team: string | null): { table: string; row: Row } => ({
    table: 'leads',
    row: {
      id: idOf(`lead-${name}`),
      lastName: name,
      phones: '[]',
      pipelineId: idOf('sales'),
      stageId: idOf('sales-new'),
      stageSince: createdAt,
      status: 'open',
      state: 'active',
      priority: 'medium',
      currency: 'EUR',
      teamId: team && idOf(team),
      assigneeId: assignee && idOf(assignee),
      createdAt,
      createdBy: idOf('olga'),
      updatedAt: createdAt,
    },
  });
  const line: Row = {
    id: idOf('line'),
    leadId: idOf('lead-shared'),
    productId: idOf('anchor'),
    quantity: firstQuantity,
    unitPriceMinor: 12_500,
    currency: 'EUR',
    discountPercent: 0,
    totalMinor: firstQuantity * 12_500,
    createdAt,
  };
  const member = (name: string): { table: string; row: Row } => ({
    table: 'leadMembers',
    row: { id: idOf(`member-${name}`), leadId: idOf('lead-shared'), userId: idOf(name), role: 'member', createdAt },
  });
  return [
    lead('shared', null, null),
    ...['mona', 'rita', 'rolf'].map(member),
    { table: 'leadProducts', row: line },
    lead('ritas', 'rita', 'north'),
    lead('rolfs', 'rolf', 'south'),
    lead('norths', null, 'north'),
    lead('olgas', 'olga', null),
  ];
}
