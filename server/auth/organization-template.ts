import type { Row } from '../../core/kernel/rows.ts';
import { organizationId } from '../../core/schema/people.ts';
import type { stageCategories } from '../../core/schema/settings.ts';
import type { RowOf, TableName } from '../../core/schema/tables.ts';

type FirstRow = { readonly table: string; readonly row: Row };
type StageTemplate = readonly [
  name: string,
  color: string,
  category: (typeof stageCategories)[number],
  probability: number,
];

const leadStages: readonly StageTemplate[] = [
  ['New', 'blue', 'new', 10],
  ['Contacted', 'cyan', 'contacted', 20],
  ['Qualified', 'violet', 'qualified', 40],
  ['Proposal', 'orange', 'qualified', 60],
  ['Won', 'green', 'won', 100],
  ['Lost', 'gray', 'lost', 0],
];
const opportunityStages: readonly StageTemplate[] = [
  ['Discovery', 'blue', 'new', 20],
  ['Quote sent', 'violet', 'qualified', 50],
  ['Negotiation', 'orange', 'qualified', 75],
  ['Won', 'green', 'won', 100],
  ['Lost', 'gray', 'lost', 0],
];
const sourceNames = ['Website', 'Referral', 'Phone', 'Email', 'Trade fair', 'Social media', 'Advertising', 'Other'];

export type NewOrganization = {
  readonly name: string;
  /** IANA name. */
  readonly timeZone: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly owner: { readonly id: string; readonly name: string; readonly email: string };
};

/**
 * The first rows of an organization: itself, its owner, one pipeline of each module and the usual sources.
 * @param now epoch milliseconds
 * @param newId makes a UUIDv7
 */
export function organizationTemplate(
  organization: NewOrganization,
  now: number,
  newId: () => string,
): readonly FirstRow[] {
  const { name, timeZone, currency, owner } = organization;
  return [
    row('organization', {
      id: organizationId,
      name,
      timeZone,
      currency,
      requiredLeadFields: '[]',
      trashDays: 30,
      createdAt: now,
    }),
    row('users', { ...owner, role: 'owner', active: 1, color: 'blue', createdAt: now }),
    ...pipelineRows('Leads', 'leads', leadStages, now, newId),
    ...pipelineRows('Sales', 'opportunities', opportunityStages, now, newId),
    ...sourceNames.map((source) =>
      row('sources', { id: newId(), name: source, teamId: null, archived: 0, createdAt: now }),
    ),
  ];
}

function pipelineRows(
  name: string,
  module: RowOf<'pipelines'>['module'],
  stages: readonly StageTemplate[],
  now: number,
  newId: () => string,
): readonly FirstRow[] {
  const pipelineId = newId();
  return [
    row('pipelines', { id: pipelineId, name, module, position: 0, isDefault: 1, archived: 0, createdAt: now }),
    ...stages.map(([stage, color, category, probability], position) =>
      row('stages', {
        id: newId(),
        pipelineId,
        name: stage,
        description: null,
        position,
        color,
        probability,
        category,
        requiredFields: '[]',
        createdAt: now,
      }),
    ),
  ];
}

/** Typed by its table, so that a new column does not compile until the template fills it. */
function row<T extends TableName>(table: T, values: Omit<RowOf<T>, 'version'>): FirstRow {
  return { table, row: values as unknown as Row };
}
