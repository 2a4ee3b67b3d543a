import { afterAll, beforeAll } from 'vitest';
import type { Browser } from 'playwright-core';
import { newId, type Api } from '../../tests/server/api.ts';
import { password, startCompany, type Company as ServedCompany } from '../../tests/server/company.ts';
import { launchChromium } from '../../tests/support/chromium.ts';
import { TcpProxy } from '../../tests/support/tcp-proxy.ts';
import { Device, type DeviceOptions } from './device.ts';
import { signIn, synced } from './screens.ts';

export type Person = 'manager' | 'rita' | 'rolf';

const emails: Readonly<Record<Person, string>> = {
  manager: 'mona@harbour.test',
  rita: 'rita@harbour.test',
  rolf: 'rolf@harbour.test',
};

/** A device with the line to its server, which can be cut for it alone. */
export type ConnectedDevice = { readonly device: Device; readonly line: TcpProxy };

/** A company with its server and a browser: Olga owns it, Mona manages a team, Rita and Rolf are its reps. */
export class Company {
  readonly served: ServedCompany;
  readonly browser: Browser;
  readonly #connected: ConnectedDevice[] = [];

  private constructor(served: ServedCompany, browser: Browser) {
    this.served = served;
    this.browser = browser;
  }

  static async start(): Promise<Company> {
    return new Company(await startCompany('sqlite'), await launchChromium());
  }

  get owner(): Api {
    return this.served.owner;
  }

  /** A new device that nobody is signed in on. */
  async newDevice(options: Omit<DeviceOptions, 'serverUrl'> = {}): Promise<ConnectedDevice> {
    const line = await TcpProxy.start(this.served.server.url);
    const device = await Device.start(this.browser, { ...options, serverUrl: line.url });
    const connected = { device, line };
    this.#connected.push(connected);
    return connected;
  }

  /** A new device on which a person is signed in and everything has arrived. */
  async deviceOf(person: Person, options: Omit<DeviceOptions, 'serverUrl'> = {}): Promise<ConnectedDevice> {
    const connected = await this.newDevice(options);
    await signIn(connected.device, emails[person], password);
    await synced(connected.device);
    return connected;
  }

  /** A lead of a rep, in the team. @returns its id */
  async addLead(fields: Readonly<Record<string, unknown>>, assignee: Person = 'rita'): Promise<string> {
    const { ids, teamId } = this.served;
    const lead = { id: newId(), teamId, assigneeId: ids[assignee], requireTeamAndSource: false, ...fields };
    const { status, body } = await this.owner.post<{ id: string }>('/v1/leads', lead);
    if (status !== 201) throw new Error(`creating a lead answered ${status}: ${JSON.stringify(body)}`);
    return body.id;
  }

  /** A lead as the server knows it. */
  async leadOnServer(id: string): Promise<Record<string, unknown>> {
    return (await this.owner.get(`/v1/leads/${id}`)).body;
  }

  async end(): Promise<void> {
    for (const { device, line } of this.#connected) {
      await device.remove();
      await line.end();
    }
    await this.browser.close();
    await this.served.end();
  }
}

/** A company for the tests of a file. @returns a function, because it starts with the first of them */
export function useCompany(): () => Company {
  let company: Company | undefined;
  beforeAll(async () => {
    company = await Company.start();
  });
  afterAll(async () => company?.end());
  return () => company!;
}
