import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../kernel/errors.ts';
import type { Row, RowChange } from '../../kernel/rows.ts';
import { domainTables, type DomainTableName } from '../../schema/tables.ts';
import { anyArgs } from '../../../tests/support/any-args.ts';
import { mutators } from '../mutators.ts';
import { Fixture, hourMs, startMs } from '../testing/fixture.ts';
import { brokenInvariants } from '../testing/invariants.ts';
import { idOf } from '../testing/seed.ts';

/** What undo does not touch: what is told of the past, access, what a person has set for themselves; documents are removed by a mark. */
const apart = new Set([
  'documents',
  'history',
  'conflicts',
  'undos',
  'users',
  'organization',
  'rolePermissions',
  'preferences',
]);
/** Of pipelines and stages only whole new ones are taken back. */
const isSetting = (name: string): boolean => name.startsWith('stage.') || name.startsWith('pipeline.');

const candidates = [...mutators.values()].filter(({ name }) => name !== 'action.undo' && !isSetting(name));
const stepOf = (from: typeof candidates) =>
  fc.constantFrom(...from).chain((mutator) =>
    fc.record({
      name: fc.constant(mutator.name),
      args: anyArgs(mutator),
      // Different people, so that what others do in between is told apart.
      who: fc.constantFrom('olga', 'adam'),
      hours: fc.integer({ min: 0, max: 48 }),
    }),
  );
const step = stepOf(candidates);
/** Edits of the same few rows, so that they meet. */
const meeting = stepOf(
  candidates.filter(({ name }) => /update|edit|assign|changeStage|trash|restore|add|create/i.test(name)),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function busyFixture(): Fixture {
  const fixture = new Fixture();
  for (const [i, id] of [idOf('any-0'), idOf('any-1')].entries()) {
    const leadId = fixture.lead(`any-${i}`, { email: `any-${i}@x.org`, phones: ['+49 40 1'] });
    const startAt = startMs + (i + 50) * hourMs;
    fixture.run('account.create', { id, name: `Account ${i}` });
    fixture.run('contact.create', { id, lastName: `Contact ${i}` });
    fixture.run('opportunity.create', { id, name: `Deal ${i}` });
    fixture.run('note.add', { id, leadId, body: 'A' });
    fixture.run('leadProduct.add', { id, leadId, productId: idOf('anchor') });
    fixture.run('appointment.create', { id, leadId, ownerId: idOf('rita'), startAt, endAt: startAt + hourMs });
  }
  return fixture;
}

const as = (who: string) => ({ actor: { userId: idOf(who), role: who === 'olga' ? 'owner' : 'admin' } as const });

/** @returns whether the step was carried out */
function take(fixture: Fixture, { name, args, who, hours }: Step): boolean {
  try {
    fixture.run(name, args, { ...as(who), now: startMs + hours * hourMs });
    return true;
  } catch (cause) {
    if (cause instanceof DomainError) return false;
    throw cause;
  }
}

/** Every row that undo is about, without when it was changed. */
function stateOf(fixture: Fixture): ReadonlyMap<string, Row> {
  const tables = (Object.keys(domainTables) as DomainTableName[]).filter((name) => !apart.has(name));
  const rows = tables.flatMap((table) =>
    (fixture.rows(table) as unknown as readonly Row[]).map(
      ({ updatedAt: _, ...row }) => [`${table}:${row['id']}`, row as Row] as const,
    ),
  );
  return new Map(rows);
}

/** By the rows that differ, so that a failure shows no others. */
const differences = (a: ReadonlyMap<string, Row>, b: ReadonlyMap<string, Row>) =>
  [...new Set([...a.keys(), ...b.keys()])]
    .filter((key) => JSON.stringify(a.get(key)) !== JSON.stringify(b.get(key)))
    .map((key) => [key, a.get(key), b.get(key)]);

describe('action.undo in any history', () => {
  it('undone at once, everything is as before; undone again, as after', () => {
    const undone = new Map<string, number>();
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 40, size: 'max' }), (steps) => {
        const fixture = busyFixture();
        for (const one of steps) {
          const before = stateOf(fixture);
          const history = fixture.rows('history').length;
          if (!take(fixture, one)) continue;
          const action = fixture.lastAction;
          const after = stateOf(fixture);
          fixture.run('action.undo', { of: action }, as('olga'));
          const undo = fixture.lastAction;
          const outcome = fixture.rows('undos').find((row) => row.of === action);
          const context = `${JSON.stringify(one)} ${JSON.stringify(outcome)}`;
          expect(outcome?.skippedCount, `${context}`).toBe(0);
          expect(differences(stateOf(fixture), before), `${context}`).toEqual([]);
          expect(fixture.rows('history').length).toBeGreaterThanOrEqual(history);
          expect(brokenInvariants(fixture), `${context}`).toEqual([]);
          fixture.run('action.undo', { of: undo }, as('olga'));
          expect(differences(stateOf(fixture), after), `again ${context}`).toEqual([]);
          expect(brokenInvariants(fixture), `again ${context}`).toEqual([]);
          undone.set(one.name, (undone.get(one.name) ?? 0) + 1);
        }
      }),
      { numRuns: 60, endOnFailure: true },
    );
    expect(undone.size, `${[...undone.keys()].join()}`).toBeGreaterThan(candidates.length * 0.7);
  }, 60_000);

  it('keeps what others have done since, and every invariant', () => {
    let kept = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.oneof(step, meeting), fc.option(fc.nat({ max: 5 }))), {
          minLength: 40,
          maxLength: 120,
          size: 'max',
        }),
        (steps) => {
          const fixture = busyFixture();
          const actions: { action: string; who: string }[] = [];
          for (const [one, undoBack] of steps) {
            if (take(fixture, one)) actions.push({ action: fixture.lastAction, who: one.who });
            const target = undoBack === null ? undefined : actions.at(-1 - undoBack);
            if (!target) continue;
            const before = stateOf(fixture);
            const changes = fixture.run('action.undo', { of: target.action }, as(target.who));
            const told = changes.find(({ table }) => table === 'undos') as Extract<RowChange, { op: 'insert' }>;
            const outcome = fixture.row('undos', told.row.id);
            kept += outcome.skippedCount;
            expect(brokenInvariants(fixture), `${JSON.stringify([one, outcome])}`).toEqual([]);
            // What is named as kept was not written.
            const after = stateOf(fixture);
            for (const { entity, entityId, field, reason } of JSON.parse(outcome.skipped) as {
              entity: string;
              entityId: string;
              field: string | null;
              reason: string;
            }[]) {
              const [was, is] = [before.get(`${entity}:${entityId}`), after.get(`${entity}:${entityId}`)];
              if (field !== null && reason === 'changed') expect(is?.[field]).toEqual(was?.[field]);
              if (field === null && reason !== 'gone') expect(is === undefined).toBe(was === undefined);
            }
            expect(changes.length).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: 80, endOnFailure: true },
    );
    expect(kept).toBeGreaterThan(10);
  }, 60_000);
});
