import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { isNumeric, leadColumns } from '../leads.ts';

/** Where the schema is, as a module among the peer's packages: its own tools import it, too. */
export const schemaFile = (modules: string): string => join(modules, 'schema.mjs');

/** Writes the schema of leads: everyone may do everything. */
export function writeSchema(modules: string): void {
  const columns = leadColumns.map((name) => `${name}: ${isNumeric(name) ? 'number' : 'string'}()`).join(', ');
  const text = `import { ANYONE_CAN, createSchema, definePermissions, number, string, table } from '@rocicorp/zero';
const lead = table('lead').columns({ ${columns} }).primaryKey('id');
export const schema = createSchema({ tables: [lead], enableLegacyQueries: true, enableLegacyMutators: true });
const row = { select: ANYONE_CAN, insert: ANYONE_CAN, update: { preMutation: ANYONE_CAN, postMutation: ANYONE_CAN } };
export const permissions = await definePermissions(schema, () => ({ lead: { row } }));
`;
  writeFileSync(schemaFile(modules), text);
}
