// SYNC-6: what a person did offline is judged by what they could see and had seen when they did it.
import { madeBy, cellValue } from '../../core/domain/conflict/conflict-row.ts';
import type { Past } from '../../core/kernel/mutator.ts';
import { all, eq, isIn } from '../../core/kernel/predicates.ts';
import type { ReadProgram } from '../../core/kernel/reads.ts';
import type { Row } from '../../core/kernel/rows.ts';
import { sortableNumber } from '../../core/kernel/sortable-number.ts';
import { isInAudience, type RowAudience, type Scope } from '../../core/schema/access.ts';
import type { RowOf } from '../../core/schema/tables.ts';
import { get, range } from '../../core/schema/typed-reads.ts';
import { accessTables, rowAudience, type AudienceBefore } from './audience-log.ts';
import { fieldTime } from './row-clock.ts';

/** One mutation's author and moment. */
export type Moment = {
  /** What they may see now. */
  readonly scope: Scope;
  /** Corrected epoch milliseconds. */
  readonly at: number;
  /** The version up to which their device had heard from this server; undefined: it does not say. */
  readonly base: number | undefined;
};

/** What a server knows of the moment in which a mutation was made. */
export function pastOf({ scope, at, base }: Moment): Past {
  return {
    *sawLead(leadId) {
      const lead = yield* get('leads', leadId);
      const then = yield* scopeAt(scope, at);
      return lead !== undefined && then !== null && isInAudience(then, yield* audienceAt({ ...lead }, at));
    },
    *written(table, row, field) {
      const clock = yield* fieldTime(table, row.id, field);
      const value = cellValue(table, field, row[field]);
      if (!clock) return { value, by: madeBy(row), at: Number(row['createdAt'] ?? 0), seen: true };
      const heard = base === undefined ? clock.at <= at : clock.version <= base;
      return { value, by: clock.by, at: clock.at, seen: clock.by === scope.userId || heard };
    },
  };
}

const byVersion = [{ column: 'version', direction: 'asc' }] as const;

/** Who saw a lead at a time: as the first change of its audience since then found it, or as it is now. */
function* audienceAt(lead: Row, at: number): ReadProgram<RowAudience> {
  const where = all(eq('entity', 'leads'), eq('entityId', lead.id));
  const entries = yield* range('audienceLog', { where, order: byVersion });
  const next = yield* firstAfter(entries, at);
  const before = next && (JSON.parse(next.before) as AudienceBefore);
  return before?.kind === 'row' ? before.audience : yield* rowAudience('leads', lead);
}

/** What a person saw at a time; null: nothing. */
function* scopeAt(scope: Scope, at: number): ReadProgram<Scope | null> {
  const entries = yield* range('audienceLog', { where: isIn('entity', accessTables), order: byVersion });
  const own = entries.filter((entry) => {
    const before = JSON.parse(entry.before) as AudienceBefore;
    return before.kind === 'access' && before.userIds.includes(scope.userId);
  });
  const next = yield* firstAfter(own, at);
  const before = next && (JSON.parse(next.before) as AudienceBefore);
  if (before?.kind !== 'access') return scope;
  // Entries of servers before do not say; then what the person sees now counts.
  return before.scopes?.[scope.userId] === undefined ? scope : before.scopes[scope.userId]!;
}

/** Versions have their times in the clock log; the present transaction's is not in it yet and is now. */
function* firstAfter(
  entries: readonly RowOf<'audienceLog'>[],
  at: number,
): ReadProgram<RowOf<'audienceLog'> | undefined> {
  for (const entry of entries) {
    const version = yield* get('clockLog', sortableNumber(entry.version));
    if (!version || version.at > at) return entry;
  }
  return undefined;
}
