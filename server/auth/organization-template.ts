import type { Row } from '../../core/kernel/rows.ts';
import { organizationId } from '../../core/schema/people.ts';
import {
  leadStageTemplates,
  opportunityStageTemplates,
  type StageTemplate,
} from '../../core/domain/pipeline/stage-templates.ts';
import type { RowOf, TableName } from '../../core/schema/tables.ts';

type FirstRow = { readonly table: string; readonly row: Row };
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
      documentMaxBytes: null,
      leaseDays: null,
      qualificationThreshold: null,
      defaultPriority: null,
      createdAt: now,
    }),
    row('users', { ...owner, role: 'owner', active: 1, color: 'blue', createdAt: now }),
    ...pipelineRows('Leads', 'leads', leadStageTemplates, now, newId),
    ...pipelineRows('Sales', 'opportunities', opportunityStageTemplates, now, newId),
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
        askedFields: null,
        hiddenFields: null,
        ownership: null,
        ownerUserId: null,
        ownerTeamId: null,
        createdAt: now,
      }),
    ),
  ];
}

/** Typed by its table, so that a new column does not compile until the template fills it. */
function row<T extends TableName>(table: T, values: Omit<RowOf<T>, 'version'>): FirstRow {
  return { table, row: values as unknown as Row };
}
