import { derivedUuid } from '../../../kernel/ids.ts';
import { BadCell, cell, dayMonthYear, requiredCell, scaledInteger, type CsvLine } from './cells.ts';

/** The files of the "CRM Sales Opportunities" data set, in the order in which they must be imported. */
export const mavenFiles = ['products.csv', 'sales_teams.csv', 'accounts.csv', 'sales_pipeline.csv'] as const;
export type MavenFile = (typeof mavenFiles)[number];

/** A mutation to run, and the line it came from. */
export type ImportStep = {
  readonly file: MavenFile;
  readonly line: number;
  readonly name: string;
  readonly args: unknown;
};
/** A line that could not be taken, and why. */
export type ImportProblem = { readonly file: MavenFile; readonly line: number; readonly reason: string };
export type ImportPlan = { readonly steps: readonly ImportStep[]; readonly problems: readonly ImportProblem[] };

const idOf = (kind: string, name: string): string => derivedUuid('import', 'maven-crm', kind, name);

export const mavenPipelineId = idOf('pipeline', 'Sales');

const stages = [
  { name: 'Prospecting', category: 'new', probability: 10, color: 'blue' },
  { name: 'Engaging', category: 'contacted', probability: 40, color: 'cyan' },
  { name: 'Won', category: 'won', probability: 100, color: 'green' },
  { name: 'Lost', category: 'lost', probability: 0, color: 'gray' },
] as const;

/** @returns the id that a stage of the data set gets */
export const mavenStageId = (name: string): string => idOf('stage', name);

/** The files write a product with and without its space (`GTXPro`, `GTX Pro`); they are compared without. */
const productKey = (name: string): string => name.replace(/\s+/g, '').toLowerCase();

/**
 * Turns the files into mutations. A pure function: the same files give the same mutations with the same ids, so importing twice
 * changes nothing.
 * @param files lines of each file; a missing file is an empty one
 * @param currency ISO 4217 of the amounts, which the files do not say
 */
export function planMavenImport(files: Readonly<Record<MavenFile, readonly CsvLine[]>>, currency: string): ImportPlan {
  const plan = new Planner(currency);
  plan.pipeline();
  plan.each('products.csv', files, (line) => plan.product(line));
  plan.people(files['sales_teams.csv']);
  plan.accounts(files['accounts.csv']);
  plan.each('sales_pipeline.csv', files, (line) => plan.opportunity(line));
  return { steps: plan.steps, problems: plan.problems };
}

class Planner {
  readonly steps: ImportStep[] = [];
  readonly problems: ImportProblem[] = [];
  readonly #currency: string;
  readonly #products = new Map<string, string>();
  readonly #agents = new Map<string, { readonly id: string; readonly teamId: string }>();
  readonly #accounts = new Set<string>();
  readonly #opportunities = new Set<string>();

  constructor(currency: string) {
    this.#currency = currency;
  }

  /** Runs a planner over a file's lines; a line that cannot be read is reported and left out. */
  each(file: MavenFile, files: Readonly<Record<MavenFile, readonly CsvLine[]>>, run: (line: CsvLine) => void): void {
    for (const line of files[file]) this.#taking(file, line, () => run(line));
  }

  pipeline(): void {
    const args = {
      id: mavenPipelineId,
      name: 'Sales opportunities',
      module: 'opportunities',
      stages: stages.map((stage) => ({ id: mavenStageId(stage.name), ...stage })),
    };
    this.#step('sales_pipeline.csv', 1, 'import.pipeline', args);
  }

  product(line: CsvLine): void {
    const name = requiredCell(line, 'product');
    const id = idOf('product', productKey(name));
    const priceMinor = scaledInteger(line, 'sales_price', 2);
    if (priceMinor === undefined) throw new BadCell('sales_price', '', 'filled in');
    this.#products.set(productKey(name), id);
    const series = cell(line, 'series') ?? null;
    this.#step('products.csv', line.line, 'import.product', {
      id,
      externalId: name,
      name,
      series,
      priceMinor,
      currency: this.#currency,
    });
  }

  /** Managers first, then agents, then each regional office as a team that holds both. */
  people(lines: readonly CsvLine[]): void {
    const offices = new Map<string, { line: number; managers: Set<string>; agents: Set<string> }>();
    const known = new Set<string>();
    const person = (line: CsvLine, name: string, role: 'manager' | 'rep'): void => {
      if (known.has(name)) return;
      known.add(name);
      const email = `${name.toLowerCase().replace(/[^a-z]+/g, '.')}@maven-crm.invalid`;
      this.#step('sales_teams.csv', line.line, 'import.user', { id: idOf('user', name), name, email, role });
    };
    for (const line of lines) {
      this.#taking('sales_teams.csv', line, () => {
        const agent = requiredCell(line, 'sales_agent');
        const manager = requiredCell(line, 'manager');
        const office = requiredCell(line, 'regional_office');
        person(line, manager, 'manager');
        person(line, agent, 'rep');
        const team = offices.get(office) ?? { line: line.line, managers: new Set(), agents: new Set() };
        offices.set(office, { ...team, managers: team.managers.add(manager), agents: team.agents.add(agent) });
        this.#agents.set(agent, { id: idOf('user', agent), teamId: idOf('team', office) });
      });
    }
    for (const [office, { line, managers, agents }] of offices) {
      const members = [
        ...[...managers].map((name) => ({ userId: idOf('user', name), role: 'manager' })),
        ...[...agents]
          .filter((name) => !managers.has(name))
          .map((name) => ({ userId: idOf('user', name), role: 'member' })),
      ];
      this.#step('sales_teams.csv', line, 'import.team', { id: idOf('team', office), name: office, members });
    }
  }

  /** Parents before their subsidiaries; a parent that is not in the file is reported and the account kept without one. */
  accounts(lines: readonly CsvLine[]): void {
    for (const line of lines) {
      const name = cell(line, 'account');
      if (name !== undefined) this.#accounts.add(name);
    }
    const parents = lines.filter((line) => cell(line, 'subsidiary_of') === undefined);
    const subsidiaries = lines.filter((line) => cell(line, 'subsidiary_of') !== undefined);
    for (const line of [...parents, ...subsidiaries]) this.#taking('accounts.csv', line, () => this.#account(line));
  }

  #account(line: CsvLine): void {
    const name = requiredCell(line, 'account');
    const parent = cell(line, 'subsidiary_of');
    if (parent !== undefined && !this.#accounts.has(parent)) {
      throw new BadCell('subsidiary_of', parent, 'an account of the file');
    }
    this.#step('accounts.csv', line.line, 'import.account', {
      id: idOf('account', name),
      externalId: name,
      name,
      sector: cell(line, 'sector') ?? null,
      location: cell(line, 'office_location') ?? null,
      yearEstablished: scaledInteger(line, 'year_established', 0) ?? null,
      employees: scaledInteger(line, 'employees', 0) ?? null,
      // The data set gives revenue in millions.
      revenueMinor: scaledInteger(line, 'revenue', 8) ?? null,
      currency: this.#currency,
      parentAccountId: parent === undefined ? null : idOf('account', parent),
    });
  }

  opportunity(line: CsvLine): void {
    const externalId = requiredCell(line, 'opportunity_id');
    if (this.#opportunities.has(externalId)) throw new BadCell('opportunity_id', externalId, 'unique in the file');
    const stage = requiredCell(line, 'deal_stage');
    if (!stages.some(({ name }) => name === stage)) throw new BadCell('deal_stage', stage, 'a stage we know');
    const engagedAt = dayMonthYear(line, 'engage_date');
    const closedAt = dayMonthYear(line, 'close_date');
    if (engagedAt !== undefined && closedAt !== undefined && closedAt < engagedAt) {
      throw new BadCell('close_date', requiredCell(line, 'close_date'), 'on or after the engage date');
    }
    const account = cell(line, 'account');
    const agent = this.#agentOf(line);
    this.#step('sales_pipeline.csv', line.line, 'import.opportunity', {
      id: idOf('opportunity', externalId),
      externalId,
      name: `${requiredCell(line, 'product')} · ${account ?? 'no account'}`,
      stageId: mavenStageId(stage),
      accountId: account === undefined ? null : this.#accountId(account),
      productId: this.#productId(line),
      ownerId: agent.id,
      teamId: agent.teamId,
      valueMinor: scaledInteger(line, 'close_value', 2) ?? null,
      currency: this.#currency,
      ...(engagedAt === undefined ? {} : { engagedAt, createdAt: engagedAt, stageSince: closedAt ?? engagedAt }),
      ...(closedAt === undefined ? {} : { closedAt }),
    });
    this.#opportunities.add(externalId);
  }

  #productId(line: CsvLine): string {
    const name = requiredCell(line, 'product');
    const id = this.#products.get(productKey(name));
    if (id === undefined) throw new BadCell('product', name, 'in the product list');
    return id;
  }

  #accountId(name: string): string {
    if (!this.#accounts.has(name)) throw new BadCell('account', name, 'in the list of accounts');
    return idOf('account', name);
  }

  #agentOf(line: CsvLine): { readonly id: string; readonly teamId: string } {
    const name = requiredCell(line, 'sales_agent');
    const agent = this.#agents.get(name);
    if (!agent) throw new BadCell('sales_agent', name, 'in the sales teams');
    return agent;
  }

  #step(file: MavenFile, line: number, name: string, args: unknown): void {
    this.steps.push({ file, line, name, args });
  }

  #taking(file: MavenFile, line: CsvLine, run: () => void): void {
    try {
      run();
    } catch (cause) {
      if (!(cause instanceof BadCell)) throw cause;
      this.problems.push({ file, line: line.line, reason: cause.message });
    }
  }
}
