import { tableOfMutator } from '../../core/domain/mutator-table.ts';
import type { OutboxSubject, PendingMutation } from '../../core/bridge/sync-centre.ts';
import type { ReadProgram } from '../../core/kernel/reads.ts';
import type { Row } from '../../core/kernel/rows.ts';
import { leadName } from '../../core/queries/lead-fields.ts';
import type { RowOf } from '../../core/schema/tables.ts';
import { get } from '../../core/schema/typed-reads.ts';

const unknown: OutboxSubject = { leadId: null, name: '' };

/** @returns what a mutation is about, as far as the rows on this device tell; its arguments may be of any version */
export function* subjectOf({ name, args }: Pick<PendingMutation, 'name' | 'args'>): ReadProgram<OutboxSubject> {
  if (typeof args !== 'object' || args === null) return unknown;
  const { leadId } = args as { leadId?: unknown };
  if (typeof leadId === 'string') return yield* leadNamed(leadId);
  const id = onlyId(args);
  if (id === undefined) return unknown;
  const table = tableOfMutator(name);
  if (table === undefined) return unknown;
  if (table === 'leads') return yield* leadNamed(id);
  const [row] = yield { kind: 'get', table, id };
  const ofRow = row?.['leadId'];
  if (typeof ofRow === 'string' && ofRow !== '') return yield* leadNamed(ofRow);
  return row ? { leadId: null, name: nameOf(row) } : unknown;
}

/** The id of the one row that arguments name. */
function onlyId(args: object): string | undefined {
  const { id, ids, moves } = args as { id?: unknown; ids?: unknown; moves?: unknown };
  if (typeof id === 'string') return id;
  const [only, ...more] = Array.isArray(ids) ? (ids as unknown[]) : Array.isArray(moves) ? (moves as unknown[]) : [];
  if (more.length > 0) return undefined;
  if (typeof only === 'string') return only;
  const moved = typeof only === 'object' && only !== null ? (only as { id?: unknown }).id : undefined;
  return typeof moved === 'string' ? moved : undefined;
}

function* leadNamed(id: string): ReadProgram<OutboxSubject> {
  const lead = yield* get('leads', id);
  return lead ? { leadId: id, name: leadName(lead) } : unknown;
}

function nameOf(row: Row): string {
  const name = row['name'];
  if (typeof name === 'string') return name;
  return 'firstName' in row ? leadName({ company: null, ...(row as unknown as RowOf<'contacts'>) }) : '';
}
