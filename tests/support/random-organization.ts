import type { Row } from '../../core/kernel/rows.ts';
import type { Scope } from '../../core/schema/access.ts';
import { organizationId } from '../../core/schema/people.ts';
import { stageCategories } from '../../core/schema/settings.ts';
import { domainTableNames, type DomainTableName, type RowOf } from '../../core/schema/tables.ts';
import { makeChildren, makeCompanies, makeLeads, makeOpportunities, type OrganizationSize } from './random-leads.ts';
import { RandomRows, type Cells, type RandomTimes } from './random-rows.ts';

export type RandomOrganization = {
  /** Whole rows, derived columns included, in the order in which they were made. */
  readonly rows: { readonly [T in DomainTableName]: readonly RowOf<T>[] };
  /** One of each kind of person. */
  readonly scopes: readonly Scope[];
};

export type OrganizationOptions = RandomTimes & {
  readonly size: OrganizationSize;
  readonly timeZone: string;
};

/**
 * Makes up an organization, the same for the same seed: every column takes NULL where it may, texts hold accents, quotes and
 * LIKE's wildcards, times fall on the edges of days, figures are small and huge.
 */
export function randomOrganization(seed: number, options: OrganizationOptions): RandomOrganization {
  const rows = new RandomRows(seed, options);
  const scopes = makePeople(rows, options.timeZone);
  makeSettings(rows);
  makeCompanies(rows, options.size);
  makeLeads(rows, options.size);
  makeOpportunities(rows, options.size);
  makeChildren(rows, options.size);
  makeScoring(rows);
  return organizationOf(rows, scopes);
}

/** An organization of rows that have been made. */
export function organizationOf(rows: RandomRows, scopes: readonly Scope[] = []): RandomOrganization {
  const all = Object.fromEntries(domainTableNames.map((name) => [name, rows.all(name)]));
  return { rows: all as unknown as RandomOrganization['rows'], scopes };
}

function makePeople(rows: RandomRows, timeZone: string): readonly Scope[] {
  const createdAt = 0;
  const organization = { name: 'Probe & Söhne', timeZone, currency: 'EUR', requiredLeadFields: '[]', trashDays: 30 };
  rows.add('organization', { ...organization, qualificationThreshold: 300, createdAt }, organizationId);
  const roles = ['owner', 'manager', 'rep', 'rep', 'rep'] as const;
  const users = roles.map((role, i) =>
    rows.add('users', {
      name: `Üser ${9 - i}`,
      email: `u${i}@example.org`,
      role,
      active: 1,
      color: 'blue',
      createdAt,
    }),
  );
  const [open, closed] = [1, 0].map((open) =>
    rows.add('teams', { name: `Team ${open}`, open, archived: 0, createdAt }),
  );
  const member = (team: Row, user: Row, role: string) =>
    rows.add('teamMembers', { teamId: team.id, userId: user.id, role, createdAt });
  member(closed!, users[1]!, 'manager');
  member(open!, users[2]!, 'member');
  member(closed!, users[3]!, 'member');
  const teamIds = [[], [closed!.id], [open!.id], [], []];
  return users.map((user, i) => ({ userId: user.id, role: roles[i]!, teamIds: teamIds[i]! }));
}
function makeSettings(rows: RandomRows): void {
  const createdAt = 0;
  for (const [position, module] of (['leads', 'leads', 'opportunities'] as const).entries()) {
    const cells = { name: `Pipeline ${position}`, module, position, isDefault: Number(position === 0), archived: 0 };
    const pipeline = rows.add('pipelines', { ...cells, createdAt });
    for (const [i, category] of stageCategories.entries()) {
      const stage = {
        pipelineId: pipeline.id,
        name: category,
        position: i,
        color: 'teal',
        probability: i * 20,
        category,
      };
      rows.add('stages', { ...stage, description: i % 2 ? null : 'described', requiredFields: '[]', createdAt });
    }
  }
  for (const name of ['Website', 'Émpfehlung', '100%']) {
    rows.add('sources', { name, teamId: rows.oneOrNone('teams'), archived: 0, createdAt });
    rows.add('businesses', { name: `B ${name}`, color: 'red', archived: 0, createdAt });
    rows.add('products', { name: `P ${name}`, priceMinor: 100, currency: 'EUR', archived: 0, createdAt });
  }
  for (const user of rows.all('users')) {
    rows.add('preferences', { userId: user.id, key: 'theme', value: '"dark"', updatedAt: 0 });
  }
  for (const user of rows.all('users')) addUndos(rows, user.id);
}

/** Rules of every kind about every kind of field. */
function makeScoring(rows: RandomRows): void {
  const add = (points: number, cells: Cells): unknown =>
    rows.add('scoringRules', {
      ...{ name: `R${rows.all('scoringRules').length}`, kind: 'field', operator: 'filled', points, active: 1 },
      ...{ position: 0, createdAt: 0, ...cells },
    });
  const when = (field: string, operator: string, ...operands: readonly (string | number)[]): Cells => ({
    ...{ field, operator, operands: JSON.stringify(operands) },
  });
  add(1, { field: 'email' });
  add(2, { field: 'phones' });
  add(4, when('company', 'empty'));
  add(8, when('firstName', 'is', 'ÉLODIE', 'ann'));
  add(-16, when('lastName', 'isNot', "o'brien"));
  add(32, when('email', 'contains', 'EXAMPLE', '%'));
  add(64, when('valueMinor', 'atLeast', 199));
  add(-128, when('valueMinor', 'atMost', 0.5));
  add(256, when('priority', 'is', 'high'));
  add(
    512,
    when(
      'sourceId',
      'isNot',
      ...rows
        .all('sources')
        .slice(0, 1)
        .map((row) => row.id),
    ),
  );
  add(1000, when('employees', 'is', 1e15));
  add(1000, { ...when('title', 'filled'), active: 0 });
  add(3, { kind: 'activity', operator: null, activityType: 'CALL' });
  add(-5, { kind: 'activity', operator: null, activityType: null, maxTimes: 2 });
}

/** What became of a person's undoes, some of one action more than once, with who changed what they kept. */
function addUndos(rows: RandomRows, userId: string): void {
  const { random } = rows;
  for (let n = random.below(5); n > 0; n--) {
    const by = random.pick([null, 'nobody known', rows.one('users').id]);
    const kept = { entity: 'leads', entityId: 'any', field: 'title', reason: 'changed', by };
    rows.add('undos', {
      ...{ userId, of: `action ${random.below(3)}`, at: rows.time(), entity: 'leads' },
      ...{ outcome: random.pick(['done', 'waiting', 'missing']), total: 3, restored: 2, skippedCount: 1 },
      skipped: JSON.stringify([kept]),
    });
  }
}
