import { isUuid } from '../../core/kernel/ids.ts';
import { isIn } from '../../core/kernel/predicates.ts';
import type { ReadProgram } from '../../core/kernel/reads.ts';
import type { WireMutation } from '../../core/protocol/sync.ts';
import { sortableNumber } from '../../core/kernel/sortable-number.ts';
import { clockKey } from './row-clock.ts';

/** Tables whose rows mutations name by id. */
const namedTables = [
  'leads',
  'notes',
  'appointments',
  'activities',
  'leadProducts',
  'documents',
  'opportunities',
  'accounts',
  'contacts',
];

/** Arguments deeper than this name no rows. */
const deepest = 4;

/**
 * Reads at once what a batch of mutations will read one by one: a store behind a connection answers the single reads from these
 * (docs/sync.md, On the server). The rows are looked up by every id and address in the arguments; what is missed is read later.
 * @param version that the batch will write
 */
export function* prefetch(mutations: readonly WireMutation[], version: number): ReadProgram<void> {
  const ids = new Set<string>();
  const emails = new Set<string>();
  for (const { args } of mutations) collect(args, ids, emails, deepest);
  if (ids.size === 0) return;
  const named = [...ids];
  const clocks: string[] = [];
  for (const table of namedTables) {
    for (const { id } of yield { kind: 'getMany', table, ids: named }) clocks.push(clockKey(table, id));
  }
  yield { kind: 'getMany', table: 'rowClock', ids: clocks };
  yield { kind: 'getMany', table: 'audienceLog', ids: named.map((id) => `${sortableNumber(version)}:leads:${id}`) };
  yield { kind: 'range', table: 'leadMembers', range: { where: isIn('leadId', named) } };
  yield { kind: 'range', table: 'conflicts', range: { where: isIn('entityId', named) } };
  if (emails.size > 0) yield { kind: 'range', table: 'leads', range: { where: isIn('email', [...emails]) } };
}

function collect(value: unknown, ids: Set<string>, emails: Set<string>, depth: number): void {
  if (typeof value === 'string') {
    if (isUuid(value)) ids.add(value);
    else if (value.length <= 255 && value.includes('@')) emails.add(value.trim().toLowerCase());
  } else if (depth > 0 && value !== null && typeof value === 'object') {
    for (const inner of Object.values(value)) collect(inner, ids, emails, depth - 1);
  }
}
