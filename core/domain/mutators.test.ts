import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideMutation, maxArgsLength } from '../kernel/decide-mutation.ts';
import { DomainError } from '../kernel/errors.ts';
import { derivedUuid } from '../kernel/ids.ts';
import { roles, type MutationContext } from '../kernel/mutator.ts';
import { always } from '../kernel/predicates.ts';
import { changedRowId } from '../kernel/rows.ts';
import { runSync } from '../kernel/run-sync.ts';
import { findTable } from '../schema/tables.ts';
import { mutators } from './mutators.ts';
import { anyArgs } from '../../tests/support/any-args.ts';
import { asOwner, Fixture, hourMs, mutationOf, startMs } from './testing/fixture.ts';
import { brokenInvariants } from './testing/invariants.ts';
import { idOf } from './testing/seed.ts';

const all = [...mutators.values()];
const origins = ['device', 'sync', 'rest', 'import'] as const;
const people = { owner: 'olga', admin: 'adam', manager: 'mona', rep: 'rita' } as const;

const step = fc.constantFrom(...all).chain((mutator) =>
  fc.record({
    name: fc.constant(mutator.name),
    // Any text names no action, but one of the last hundred does.
    args:
      mutator.name === 'action.undo'
        ? fc.record({ of: fc.integer({ min: 1, max: 100 }).map(mutationOf) })
        : anyArgs(mutator),
    role: fc.constantFrom(...roles),
    origin: fc.constantFrom(...origins),
    now: fc.integer({ min: 0, max: 48 }).map((hours) => startMs + hours * hourMs),
  }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** An organization in which something is going on: two of everything that people make. */
function busyFixture(): Fixture {
  const fixture = new Fixture();
  for (const [i, id] of [idOf('any-0'), idOf('any-1')].entries()) {
    fixture.run('disqualificationReason.create', { id, name: 'AB'[i] }, asOwner);
    fixture.run('teamRole.create', { id, name: 'AB'[i] }, asOwner);
    fixture.run('priority.create', { id, name: `Priority ${i}` }, asOwner);
    fixture.run('scoringRule.create', { id, kind: 'activity', name: `Rule ${i}`, points: 5 }, asOwner);
  }
  for (const [i, id] of [idOf('any-0'), idOf('any-1')].entries()) {
    const leadId = fixture.lead(`any-${i}`);
    const startAt = startMs + (i + 50) * hourMs;
    fixture.run('account.create', { id, name: `Account ${i}` });
    fixture.run('contact.create', { id, lastName: `Contact ${i}` });
    fixture.run('opportunity.create', { id, name: `Deal ${i}` });
    fixture.run('note.add', { id, leadId, body: 'A' });
    fixture.run('leadProduct.add', { id, leadId, productId: idOf('anchor') });
    fixture.run('document.add', { id, leadId, name: 'A', mediaType: 'text/plain', size: 1, sha256: 'a'.repeat(64) });
    fixture.run('appointment.create', { id, leadId, ownerId: idOf('rita'), startAt, endAt: startAt + hourMs });
  }
  return fixture;
}

/** @returns whether the step was carried out; anything but a refusal is a bug and is thrown */
function take(fixture: Fixture, { name, args, role, origin, now }: Step): boolean {
  try {
    fixture.run(name, args, { actor: { userId: idOf(people[role]), role }, origin, now });
    return true;
  } catch (cause) {
    if (cause instanceof DomainError) return false;
    throw cause;
  }
}

describe('the registry', () => {
  it('finds each mutator by its own name', () => {
    for (const [name, mutator] of mutators) {
      expect(mutator.name).toBe(name);
      expect(name).toMatch(/^[a-zA-Z]+\.[a-zA-Z]+$/);
    }
    expect(new Set(mutators.keys()).size).toBe(all.length);
  });

  it('merges only fields that the edited table has', () => {
    for (const mutator of all) {
      if (mutator.edits === undefined) continue;
      const { changes } = (mutator.args as unknown as { shape: Record<string, { shape: object }> }).shape;
      for (const field of Object.keys(changes!.shape)) {
        const column = findTable(mutator.edits)!.columns[field];
        expect(column, `${mutator.name} ${field}`).toBeDefined();
        expect(column!.merge, `${mutator.name} ${field}`).not.toBe('rule');
      }
    }
  });
});

describe('any mutator', () => {
  it.each(all.map(({ name }) => name))('%s refuses or decides, whatever it is given', (name) => {
    const fixture = new Fixture();
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), fc.jsonValue(), (thing, json) => {
        for (const args of [json, { id: idOf('any-0'), changes: json }, structuredCloneable(thing)]) {
          take(fixture, { name, args, role: 'owner', origin: 'device', now: startMs });
        }
      }),
      { numRuns: 50 },
    );
  });

  it('keeps every invariant in any history', () => {
    const taken = new Map<string, number>();
    fc.assert(
      fc.property(fc.array(step, { minLength: 30, maxLength: 120, size: 'max' }), (steps) => {
        const fixture = busyFixture();
        for (const one of steps) {
          if (take(fixture, one)) taken.set(one.name, (taken.get(one.name) ?? 0) + 1);
          else continue;
          expect(brokenInvariants(fixture), `after ${JSON.stringify(one)}`).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
    // A test that never gets past the refusals would prove nothing.
    const untried = all.map(({ name }) => name).filter((name) => !taken.has(name));
    expect(untried.length, `never carried out: ${untried.join()}`).toBeLessThan(all.length / 10);
  }, 60_000);

  it('decides the same twice, and a second time changes nothing new where it edits', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 60, size: 'max' }), (steps) => {
        const fixture = busyFixture();
        for (const { name, args, role, origin, now } of steps) {
          const ctx: MutationContext = {
            actor: { userId: idOf(people[role]), role },
            now,
            newId: (label) => derivedUuid('same', label),
            origin,
            visibleLeads: always,
            visibleOwned: () => always,
          };
          const decide = (): string =>
            fixture.store.transaction((transaction) => {
              try {
                const changes = runSync(decideMutation(mutators, name, args, ctx), transaction);
                const inserts = changes.filter((change) => change.op === 'insert');
                const inserted = inserts.map((change) => `${change.table} ${changedRowId(change)}`);
                expect(new Set(inserted).size).toBe(inserted.length);
                return JSON.stringify(changes);
              } catch (cause) {
                if (cause instanceof DomainError) return JSON.stringify(cause.data);
                throw cause;
              }
            });
          expect(decide()).toBe(decide());
          const carriedOut = take(fixture, { name, args, role, origin, now });
          const isEdit = carriedOut && mutators.get(name)!.edits !== undefined;
          expect(isEdit ? fixture.run(name, args, { actor: ctx.actor, origin, now }) : []).toEqual([]);
        }
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it('refuses what is unknown, too large or nested without end', () => {
    const fixture = new Fixture();
    expect(fixture.refusal('lead.explode', {}).code).toBe('UNKNOWN_MUTATOR');
    const body = 'x'.repeat(maxArgsLength);
    expect(fixture.refusal('note.add', { body }).code).toBe('ARGS_TOO_LARGE');
    let nested: unknown = 1;
    for (let i = 0; i < 50_000; i++) nested = [nested];
    expect(fixture.refusal('activity.log', { metadata: { nested } }).code).toBe('ARGS_TOO_LARGE');
  });
});

/** What can reach a mutator has been through JSON. */
function structuredCloneable(thing: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(thing) ?? 'null') as unknown;
  } catch {
    // Circular structures and bigints cannot arrive.
    return null;
  }
}
