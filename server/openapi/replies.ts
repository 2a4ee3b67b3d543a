import type { ReplyShape } from '../http/endpoint.ts';
import { anyObject, arrayOf, flag, integer, object, orNull, text, type JsonSchema } from './json-schema.ts';

/** A reply of 200 with JSON. */
export const replies = (schema: JsonSchema = anyObject): ReplyShape => ({ schema });
/** A reply of 201: what was made. */
export const creates = (schema: JsonSchema = anyObject): ReplyShape => ({ status: 201, schema });
/** A reply of 204. */
export const nothing: ReplyShape = { status: 204 };
/** The bytes of a file. */
export const file: ReplyShape = { schema: { type: 'string', format: 'binary' }, mediaType: '*/*' };

/** A page of a list. */
export const page = (item: JsonSchema): ReplyShape =>
  replies(
    object({
      items: arrayOf(item),
      total: integer,
      page: integer,
      limit: integer,
      hasMore: flag,
      nextCursor: orNull(text),
    }),
  );

/** A list that is always whole. */
export const whole = (item: JsonSchema): ReplyShape => replies(object({ items: arrayOf(item), total: integer }));

/** How many rows a bulk route has changed. */
export const counted: ReplyShape = replies(object({ count: integer }));
