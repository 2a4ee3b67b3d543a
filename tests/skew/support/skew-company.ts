import { readdirSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { derivedUuid } from '../../../core/kernel/ids.ts';
import { Api, TestDevice } from '../../server/api.ts';
import { adminEmail, adminPassword, dataFolder, startServer, type ServerProcess } from '../../server/server-process.ts';

const password = 'correct horse battery';

/** A stable id for something the scenario makes. */
export const skewId = (name: string): string => derivedUuid('skew', name);

/** A server process with an owner and two reps, which can be stopped, copied and put back. */
export class SkewCompany {
  server: ServerProcess;
  readonly people: Record<string, string> = {};
  readonly tokens: Record<string, string> = {};
  organizationId = '';
  /** The owner at work, by way of a device of the present version. */
  owner!: TestDevice;
  /** Told where the server is after it was started again. */
  onMoved: (url: string) => void = () => {};
  readonly #folder: { path: string; remove(): Promise<void> };

  private constructor(folder: { path: string; remove(): Promise<void> }, server: ServerProcess) {
    this.#folder = folder;
    this.server = server;
  }

  static async start(): Promise<SkewCompany> {
    const folder = await dataFolder();
    const company = new SkewCompany(folder, await startServer({ folder: folder.path }));
    const owner = await new Api(company.server.url).signIn(adminEmail, adminPassword);
    const { body } = await owner.get<{ user: { id: string }; organization: { id: string } }>('/v1/session');
    company.organizationId = body.organization.id;
    company.#know('olga', body.user.id, owner);
    for (const name of ['rita', 'rolf']) {
      const person = { name, email: `${name}@harbour.test`, role: 'rep', password };
      const added = await owner.post<{ id: string }>('/v1/users', person);
      company.#know(name, added.body.id, await new Api(company.server.url).signIn(person.email, password));
    }
    company.owner = new TestDevice(owner);
    return company;
  }

  #know(name: string, id: string, api: Api): void {
    this.people[name] = id;
    this.tokens[name] = api.token!;
  }

  /** Copies the data of the stopped server, as a nightly backup would. */
  async backUp(): Promise<void> {
    await this.#whileStopped(() => cp(this.#folder.path, `${this.#folder.path}-backup`, { recursive: true }));
  }

  /** Puts the copy back: what happened since is forgotten. */
  async restore(): Promise<void> {
    await this.#whileStopped(async () => {
      await rm(this.#folder.path, { recursive: true });
      await cp(`${this.#folder.path}-backup`, this.#folder.path, { recursive: true });
    });
    // What the owner's device has sent since is unknown to the server: it goes on as a new one.
    this.owner = new TestDevice(this.owner.api);
  }

  /** Locks a device out, straight in the store. */
  async revoke(clientId: string): Promise<void> {
    await this.#whileStopped(() => {
      const files = readdirSync(this.#folder.path, { recursive: true, encoding: 'utf8' });
      const file = files.find((name) => name.includes(this.organizationId) && /\.(db|sqlite)$/.test(name));
      if (!file) throw new Error(`no database of the organization among ${files.join(', ')}`);
      const db = new Database(join(this.#folder.path, file));
      const { changes } = db.prepare('update "clients" set "revoked" = 1 where "id" = ?').run(clientId);
      db.close();
      if (changes !== 1) throw new Error(`the server knows no device ${clientId}`);
    });
  }

  async end(): Promise<void> {
    await this.server.stop();
    await this.#folder.remove();
    await rm(`${this.#folder.path}-backup`, { recursive: true, force: true });
  }

  async #whileStopped(run: () => unknown): Promise<void> {
    await this.server.stop();
    await run();
    this.server = await startServer({ folder: this.#folder.path });
    this.owner = this.owner.movedTo(new Api(this.server.url, this.owner.api.token));
    this.onMoved(this.server.url);
  }
}
