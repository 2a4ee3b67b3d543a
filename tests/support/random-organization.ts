import { derivedUuid } from '../../core/kernel/ids.ts';
import type { Row, Value } from '../../core/kernel/rows.ts';
import type { Scope } from '../../core/schema/access.ts';
import { withDerived } from '../../core/schema/define-table.ts';
import { activityTypes, appointmentStatuses, leadStates, leadStatuses, priorities } from '../../core/schema/leads.ts';
import { opportunityStatuses } from '../../core/schema/companies.ts';
import { organizationId } from '../../core/schema/people.ts';
import { stageCategories } from '../../core/schema/settings.ts';
import { domainTableNames, domainTables, type DomainTableName, type RowOf } from '../../core/schema/tables.ts';
import { Random } from './random.ts';
import { companies, emails, firstNames, lastNames, noteTexts, phoneNumbers } from './random-texts.ts';

/** How much of everything. */
export type OrganizationSize = {
  readonly leads: number;
  readonly appointments: number;
  readonly notes: number;
  readonly accounts: number;
  readonly opportunities: number;
};

export type RandomOrganization = {
  /** Whole rows, derived columns included, in the order in which they were made. */
  readonly rows: { readonly [T in DomainTableName]: readonly RowOf<T>[] };
  /** One of each kind of person. */
  readonly scopes: readonly Scope[];
};

export type OrganizationOptions = {
  readonly size: OrganizationSize;
  readonly timeZone: string;
  /** Moments, epoch milliseconds, near which everything happens. */
  readonly moments: readonly number[];
  /** How far from those moments, milliseconds. */
  readonly spreadMs: number;
};

/**
 * Makes up an organization, the same for the same seed: every column takes NULL where it may, texts hold accents, quotes and
 * LIKE's wildcards, times fall on the edges of days, figures are small and huge.
 */
export function randomOrganization(seed: number, options: OrganizationOptions): RandomOrganization {
  return new Maker(seed, options).make();
}

type Cells = Record<string, Value>;

class Maker {
  readonly #random: Random;
  readonly #options: OrganizationOptions;
  readonly #rows = Object.fromEntries(domainTableNames.map((name) => [name, []])) as unknown as Record<
    DomainTableName,
    Row[]
  >;

  constructor(seed: number, options: OrganizationOptions) {
    this.#random = new Random(seed);
    this.#options = options;
  }

  make(): RandomOrganization {
    const scopes = this.#people();
    this.#settings();
    this.#companies();
    this.#leads();
    this.#children();
    return { rows: this.#rows as unknown as RandomOrganization['rows'], scopes };
  }

  #add(table: DomainTableName, cells: Cells, id = this.#id(table)): Row {
    const row = withDerived(domainTables[table], { id, version: 1, ...cells });
    this.#rows[table].push(row);
    return row;
  }

  /** Ids come in no order, as those of several devices do. */
  #id(table: DomainTableName): string {
    return derivedUuid(table, String(this.#rows[table].length), String(this.#random.below(1_000_000_000)));
  }

  #time(): number {
    const { moments, spreadMs } = this.#options;
    return this.#random.pick(moments) + this.#random.pick([0, -1, 1, this.#random.below(spreadMs) - spreadMs / 2]);
  }

  #one(table: DomainTableName): string {
    return this.#random.pick(this.#rows[table]).id;
  }

  #oneOrNone(table: DomainTableName): string | null {
    return this.#rows[table].length === 0 || this.#random.chance(0.2) ? null : this.#one(table);
  }

  #text(texts: readonly string[]): string | null {
    return this.#random.chance(0.15) ? null : this.#random.pick(texts);
  }

  #money(): Cells {
    const valueMinor = this.#random.pick([null, 0, 1, 199, 250_000, 1_000_000, 5_000_000, 123_456_789_012]);
    return { valueMinor, currency: this.#random.pick(['EUR', 'EUR', 'EUR', 'USD']) };
  }

  #owner(): Cells {
    const createdAt = this.#time();
    const own = { ownerId: this.#oneOrNone('users'), teamId: this.#oneOrNone('teams') };
    return { ...own, createdAt, createdBy: this.#one('users'), updatedAt: createdAt + this.#random.below(1000) };
  }

  #people(): readonly Scope[] {
    const createdAt = 0;
    const { timeZone } = this.#options;
    const organization = { name: 'Probe & Söhne', timeZone, currency: 'EUR', requiredLeadFields: '[]', trashDays: 30 };
    this.#add('organization', { ...organization, createdAt }, organizationId);
    const roles = ['owner', 'manager', 'rep', 'rep', 'rep'] as const;
    const users = roles.map((role, i) =>
      this.#add('users', {
        name: `Üser ${9 - i}`,
        email: `u${i}@example.org`,
        role,
        active: 1,
        color: 'blue',
        createdAt,
      }),
    );
    const [open, closed] = [1, 0].map((open) =>
      this.#add('teams', { name: `Team ${open}`, open, archived: 0, createdAt }),
    );
    const member = (team: Row, user: Row, role: string) =>
      this.#add('teamMembers', { teamId: team.id, userId: user.id, role, createdAt });
    member(closed!, users[1]!, 'manager');
    member(open!, users[2]!, 'member');
    member(closed!, users[3]!, 'member');
    const teamIds = [[], [closed!.id], [open!.id], [], []];
    return users.map((user, i) => ({ userId: user.id, role: roles[i]!, teamIds: teamIds[i]! }));
  }

  #settings(): void {
    const createdAt = 0;
    for (const [position, module] of (['leads', 'leads', 'opportunities'] as const).entries()) {
      const cells = { name: `Pipeline ${position}`, module, position, isDefault: Number(position === 0), archived: 0 };
      const pipeline = this.#add('pipelines', { ...cells, createdAt });
      for (const [i, category] of stageCategories.entries()) {
        const stage = {
          pipelineId: pipeline.id,
          name: category,
          position: i,
          color: 'teal',
          probability: i * 20,
          category,
        };
        this.#add('stages', { ...stage, description: i % 2 ? null : 'described', requiredFields: '[]', createdAt });
      }
    }
    for (const name of ['Website', 'Émpfehlung', '100%']) {
      this.#add('sources', { name, teamId: this.#oneOrNone('teams'), archived: 0, createdAt });
      this.#add('businesses', { name: `B ${name}`, color: 'red', archived: 0, createdAt });
      this.#add('products', { name: `P ${name}`, priceMinor: 100, currency: 'EUR', archived: 0, createdAt });
    }
    for (const user of this.#rows.users) {
      this.#add('preferences', { userId: user.id, key: 'theme', value: '"dark"', updatedAt: 0 });
    }
  }

  #stageOf(module: 'leads' | 'opportunities'): Cells {
    const pipelines = this.#rows.pipelines.filter((row) => row['module'] === module);
    const stage = this.#random.pick(
      this.#rows.stages.filter((row) => pipelines.some((p) => p.id === row['pipelineId'])),
    );
    return { pipelineId: stage['pipelineId']!, stageId: stage.id, stageSince: this.#time() };
  }

  #companies(): void {
    for (let i = 0; i < this.#options.size.accounts; i += 1) {
      const figures = { employees: this.#random.pick([null, 0, 10, 5000]), revenueMinor: this.#random.pick([null, 5]) };
      const cells = { name: this.#random.pick(companies), sector: this.#text(['retail', 'médical']), location: null };
      this.#add('accounts', {
        ...cells,
        ...figures,
        currency: 'EUR',
        parentAccountId: this.#oneOrNone('accounts'),
        ...this.#owner(),
      });
      const person = { firstName: this.#text(firstNames), lastName: this.#text(lastNames), email: this.#text(emails) };
      this.#add('contacts', { ...person, phones: '[]', accountId: this.#oneOrNone('accounts'), ...this.#owner() });
    }
  }

  #leads(): void {
    for (let i = 0; i < this.#options.size.leads; i += 1) {
      const { ownerId: assigneeId, ...owner } = this.#owner();
      const person = {
        firstName: this.#text(firstNames),
        lastName: this.#text(lastNames),
        company: this.#text(companies),
      };
      const contact = {
        email: this.#text(emails),
        phones: JSON.stringify(this.#random.some(phoneNumbers)),
        location: null,
      };
      const status = this.#random.pick(leadStatuses);
      const lead = this.#add('leads', {
        ...person,
        ...contact,
        ...this.#stageOf('leads'),
        ...this.#money(),
        ...owner,
        assigneeId: assigneeId!,
        status,
        state: this.#random.pick([...leadStates, 'active', 'active']),
        priority: this.#random.pick(priorities),
        sourceId: this.#oneOrNone('sources'),
        contactId: this.#oneOrNone('contacts'),
        accountId: this.#oneOrNone('accounts'),
        utmCampaign: this.#random.pick([null, 'spring', 'Spring', '50%_off']),
        lastContactedAt: this.#random.pick([null, this.#time()]),
        convertedAt: status === 'converted' ? Number(owner['createdAt']) + this.#random.below(1_000_000_000) : null,
      });
      for (const { id: businessId } of this.#random.some(this.#rows.businesses)) {
        this.#add('leadBusinesses', { leadId: lead.id, businessId, createdAt: 0 });
      }
      if (this.#random.chance(0.2)) {
        this.#add('leadMembers', { leadId: lead.id, userId: this.#one('users'), role: 'helper', createdAt: i });
      }
    }
    for (let i = 0; i < this.#options.size.opportunities; i += 1) {
      this.#add('opportunities', {
        ...{
          name: this.#random.pick(companies),
          ...this.#stageOf('opportunities'),
          ...this.#money(),
          ...this.#owner(),
        },
        ...{ status: this.#random.pick(opportunityStatuses), accountId: this.#oneOrNone('accounts') },
        ...{ contactId: null, leadId: this.#oneOrNone('leads'), productId: this.#oneOrNone('products') },
        ...{
          closedAt: this.#random.pick([null, this.#time()]),
          expectedCloseAt: this.#random.pick([null, this.#time()]),
        },
      });
    }
  }

  #children(): void {
    if (this.#rows.leads.length === 0) return;
    for (let i = 0; i < this.#options.size.appointments; i += 1) {
      const startAt = this.#time();
      const createdBy = this.#one('users');
      this.#add('appointments', {
        ...{ leadId: this.#one('leads'), ownerId: this.#one('users'), startAt, note: 'Visit', createdBy },
        ...{
          endAt: startAt + this.#random.pick([1, 1_800_000, 90_000_000]),
          status: this.#random.pick(appointmentStatuses),
        },
        ...{ createdAt: this.#time(), updatedAt: this.#time() },
      });
    }
    for (let i = 0; i < this.#options.size.notes; i += 1) this.#note();
  }

  /** A note, and beside it what else hangs on a lead. */
  #note(): void {
    const lead = this.#random.pick(this.#rows.leads);
    const userId = this.#one('users');
    const [leadId, at] = [lead.id, this.#time()];
    this.#add('notes', { leadId, authorId: userId, body: this.#random.pick(noteTexts), createdAt: at, editedAt: null });
    this.#add('activities', { leadId, userId, type: this.#random.pick(activityTypes), occurredAt: at, createdAt: at });
    const other = this.#random.pick(this.#rows.stages.filter((row) => row['pipelineId'] === lead['pipelineId']));
    const moved = { fromValue: other.id, toValue: String(lead['stageId']) };
    this.#add('history', {
      leadId,
      userId,
      ...this.#random.pick([{ event: 'created' }, { event: 'stage', ...moved }]),
      at,
    });
    const price = { quantity: 1, unitPriceMinor: 5, currency: 'EUR', discountPercent: 0, totalMinor: 5 };
    if (this.#random.chance(0.3))
      this.#add('leadProducts', { leadId, productId: this.#one('products'), ...price, createdAt: at });
    if (!this.#random.chance(0.2)) return;
    const values = { keptValue: '"a"', otherValue: '"b"', keptBy: userId, otherBy: userId, keptAt: at, otherAt: at };
    const resolved = { resolvedAt: this.#random.pick([null, at]), resolvedBy: null };
    this.#add('conflicts', { leadId, entity: 'leads', entityId: leadId, field: 'title', ...values, ...resolved });
  }
}
