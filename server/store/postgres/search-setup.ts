import type { Client } from 'pg';
import { MOST_MATCHES } from '../../../core/queries/define-query.ts';
import type { StoreLog } from '../store-error.ts';
import { appRole, searchRole } from './roles.ts';

/** Tables with full text in `searchText`: those that a TextSearch may name. */
const searchedTables = ['leads', 'notes'] as const;

/**
 * Makes trigram indexes and the search function. Repeated at each start, so that an extension installed later is used.
 *
 * Under forced row-level security a LIKE cannot use the trigram index, because its operator is not leakproof (10.6 ms against
 * 0.17 on 200,000 rows). The function therefore runs as a role that is exempt, and filters the organization itself.
 */
export async function setUpSearch(client: Client, log: StoreLog): Promise<void> {
  if (await hasTrigrams(client, log)) {
    for (const table of searchedTables) {
      await client.query(
        `create index if not exists "${table}_searchText_trigrams" on "${table}" using gin ("searchText" gin_trgm_ops)`,
      );
    }
  }
  await client.query('begin');
  try {
    const tables = searchedTables.map((table) => `"${table}"`).join(', ');
    await client.query(`grant select on ${tables} to ${searchRole}`);
    await client.query(`drop function if exists ${signature}`); // replacing it could not rename a parameter
    await client.query(functionSql);
    // A function's owner must be allowed to have made it there.
    await client.query(`grant create on schema public to ${searchRole}`);
    await client.query(`alter function ${signature} owner to ${searchRole}`);
    await client.query(`revoke create on schema public from ${searchRole}`);
    await client.query(`revoke all on function ${signature} from public`);
    await client.query(`grant execute on function ${signature} to ${appRole}`);
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback');
    throw cause;
  }
}

async function hasTrigrams(client: Client, log: StoreLog): Promise<boolean> {
  try {
    await client.query('create extension if not exists pg_trgm');
    return true;
  } catch (err) {
    log.warn({ err }, 'pg_trgm is not available (postgresql-contrib): searches read every row of an organization');
    return false;
  }
}

const signature = 'outpost_search(text, text[], text, bigint, bigint)';

/**
 * Rows that meet at least `needed` of the patterns. Of all of them the ranking is, as on SQLite: the whole term at the beginning of
 * a word, the whole term elsewhere, its words apart; of some of them (a fuzzy search): how many they meet; among equals the newest
 * id. Of very many matches only the newest are ranked. The statement is put together at each call, to be planned for its patterns.
 */
const functionSql = `
create function outpost_search(searched text, patterns text[], term text, needed bigint, max_rows bigint)
returns table ("id" text) language plpgsql stable security definer set search_path = public, pg_temp as $function$
declare
  every_pattern boolean := needed >= cardinality(patterns);
  conditions text;
  met text;
  ranking text;
begin
  if searched not in ('leads', 'notes') then
    raise exception 'no full text on %', searched;
  end if;
  select string_agg(format('t."searchText" like %L', p), case when every_pattern then ' and ' else ' or ' end),
         string_agg(format('(t."searchText" like %L)::int', p), ' + ')
    into conditions, met from unnest(patterns) as p;
  if every_pattern then
    ranking := format(
      'case when strpos('' '' || t."searchText", %L) > 0 then 0 when strpos(t."searchText", %L) > 0 then 1 else 2 end',
      ' ' || term, term);
  else
    conditions := format('(%s) and %s >= %s', conditions, met, needed);
    ranking := format('-(%s)', met);
  end if;
  return query execute format(
    'select t."id" from (select t."id", t."searchText" from %I as t where t."orgId" = %L and %s order by t."id" desc limit ${MOST_MATCHES}) as t
     order by %s, t."id" desc limit %s',
    searched, current_setting('app.org_id'), conditions, ranking, max_rows);
end
$function$`;
