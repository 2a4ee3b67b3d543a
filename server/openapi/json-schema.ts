import { z } from 'zod';
import { rowId, timeMs } from '../../core/domain/fields/value-fields.ts';
import type { Column, Table } from '../../core/schema/define-table.ts';
import { domainTables, type DomainTableName } from '../../core/schema/tables.ts';

/** JSON Schema 2020-12, which OpenAPI 3.1 speaks. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** Schemas whose JSON Schema zod cannot tell: what a refinement or a transformation stands for. */
const shown = new WeakMap<object, JsonSchema>([
  [rowId, { type: 'string', format: 'uuid' }],
  [timeMs, { type: 'string', format: 'date-time' }],
]);

/**
 * @param io whether what callers send is meant, or what they get
 * @returns the JSON Schema of the schema that checks
 */
export function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output' = 'input'): JsonSchema {
  const { $schema: _, ...result } = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const own = shown.get(zodSchema);
      if (!own) return;
      for (const keyword of Object.keys(jsonSchema)) delete (jsonSchema as Record<string, unknown>)[keyword];
      Object.assign(jsonSchema, own);
    },
  });
  return result;
}

/** An object with some of its properties always there. */
export function object(properties: Readonly<Record<string, JsonSchema>>, optional: readonly string[] = []): JsonSchema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', properties, ...(required.length > 0 ? { required } : {}) };
}

export const text: JsonSchema = { type: 'string' };
export const integer: JsonSchema = { type: 'integer' };
export const flag: JsonSchema = { type: 'boolean' };
export const uuid: JsonSchema = { type: 'string', format: 'uuid' };
export const instant: JsonSchema = { type: 'string', format: 'date-time' };
/** Whatever the view answers with. */
export const anyObject: JsonSchema = { type: 'object' };

export const arrayOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items });
export const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] });

/** A row of a table as replies show it: a component of the document. */
export const row = (table: DomainTableName): JsonSchema => ({ $ref: `#/components/schemas/${rowName(table)}` });

/** `leadProducts` → `LeadProductsRow` */
function rowName(table: string): string {
  return `${table.charAt(0).toUpperCase()}${table.slice(1)}Row`;
}

/** Every table as a component. Views leave columns out, and add others: nothing but the types is promised. */
export function rowSchemas(): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(domainTables as Record<string, Table>).map(([name, table]) => [
      rowName(name),
      {
        type: 'object',
        properties: {
          id: uuid,
          version: integer,
          ...Object.fromEntries(Object.entries(table.columns).map(([column, of]) => [column, cell(of)])),
        },
      },
    ]),
  );
}

const kinds: Record<Column['kind'], JsonSchema> = {
  id: text,
  text,
  enum: text,
  json: {},
  time: instant,
  money: { type: 'integer', description: 'Minor units of the currency beside it.' },
  int: integer,
  real: { type: 'number' },
  flag,
};

function cell({ kind, nullable, values }: Column): JsonSchema {
  const schema = values ? { ...kinds[kind], enum: nullable ? [...values, null] : values } : kinds[kind];
  const { type } = schema;
  return nullable && type ? { ...schema, type: [type, 'null'] } : schema;
}
