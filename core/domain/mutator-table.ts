import type { DomainTableName } from '../schema/tables.ts';

/** The table of each concept: what the first part of a mutator's name speaks of. */
const tables: Readonly<Record<string, DomainTableName>> = {
  lead: 'leads',
  leadProduct: 'leadProducts',
  note: 'notes',
  activity: 'activities',
  appointment: 'appointments',
  document: 'documents',
  contact: 'contacts',
  account: 'accounts',
  opportunity: 'opportunities',
  pipeline: 'pipelines',
  stage: 'stages',
  source: 'sources',
  business: 'businesses',
  product: 'products',
  user: 'users',
  team: 'teams',
  organization: 'organization',
  conflict: 'conflicts',
  disqualificationReason: 'disqualificationReasons',
  teamRole: 'teamRoles',
  priority: 'leadPriorities',
  scoringRule: 'scoringRules',
};

/** @returns the table whose rows a mutator's `id` names: `note.remove` → notes; undefined for a concept without one */
export function tableOfMutator(name: string): DomainTableName | undefined {
  const [concept = ''] = name.split('.');
  return Object.hasOwn(tables, concept) ? tables[concept] : undefined;
}

/** @returns the name of the mutator that edits single fields of a table's rows (`{ id, changes }`) */
export function editMutatorOf(table: string): string | undefined {
  const concept = Object.keys(tables).find((name) => tables[name] === table);
  if (concept === undefined || !editable.has(table)) return undefined;
  return `${concept}.${verbs[table] ?? 'update'}`;
}

const verbs: Readonly<Record<string, string>> = { notes: 'edit', documents: 'rename' };

const editable: ReadonlySet<string> = new Set<DomainTableName>([
  'leads',
  'leadProducts',
  'notes',
  'appointments',
  'documents',
  'contacts',
  'accounts',
  'opportunities',
  'pipelines',
  'stages',
  'sources',
  'businesses',
  'products',
  'users',
  'teams',
  'organization',
  'disqualificationReasons',
  'teamRoles',
  'leadPriorities',
  'scoringRules',
]);
