import { join } from 'node:path';
import { isNumeric, leadColumns } from '../leads.ts';
import { requireFrom } from '../serve.ts';

/** As much of WatermelonDB as is used here. */
export type LeadModel = {
  readonly _raw: Readonly<Record<string, unknown>>;
  prepareUpdate(change: (lead: { _setRaw(column: string, value: unknown): void }) => void): object;
};
type Collection = {
  find(id: string): Promise<LeadModel>;
  query(...clauses: object[]): { fetch(): Promise<LeadModel[]>; fetchCount(): Promise<number> };
};
export type WatermelonDatabase = {
  get(table: 'leads'): Collection;
  write(work: () => Promise<void>): Promise<void>;
  batch(...changes: object[]): Promise<void>;
};
type Changes = { readonly changes: unknown; readonly lastPulledAt?: number | null };
export type Watermelon = {
  readonly database: WatermelonDatabase;
  readonly take: (count: number) => object;
  readonly synchronize: (options: {
    database: WatermelonDatabase;
    pullChanges: (since: { lastPulledAt?: number | null }) => Promise<unknown>;
    pushChanges: (sent: Changes) => Promise<void>;
  }) => Promise<void>;
};

type Library = {
  readonly Database: new (options: object) => WatermelonDatabase;
  readonly Model: new () => object;
  readonly Q: { readonly take: (count: number) => object };
  readonly appSchema: (options: object) => object;
  readonly tableSchema: (options: object) => object;
};

/** Opens a device's database. */
export async function openWatermelon(modules: string, folder: string): Promise<Watermelon> {
  const name = '@nozbe/watermelondb';
  const { Database, Model, Q, appSchema, tableSchema } = await requireFrom<Library>(modules, name);
  type Adapter = { default: new (options: object) => object };
  const { default: SQLiteAdapter } = await requireFrom<Adapter>(modules, `${name}/adapters/sqlite`);
  const { synchronize } = await requireFrom<Pick<Watermelon, 'synchronize'>>(modules, `${name}/sync`);
  class Lead extends Model {
    static readonly table = 'leads';
  }
  const columns = leadColumns
    .filter((column) => column !== 'id')
    .map((column) => ({
      name: column,
      type: isNumeric(column) ? 'number' : 'string',
      isIndexed: column === 'stageId',
    }));
  const schema = appSchema({ version: 1, tables: [tableSchema({ name: 'leads', columns })] });
  const adapter = new SQLiteAdapter({ dbName: join(folder, 'device.db'), schema });
  return { database: new Database({ adapter, modelClasses: [Lead] }), take: Q.take, synchronize };
}
