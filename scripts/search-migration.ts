import type { Table } from '../core/schema/define-table.ts';

/**
 * Full text for SQLite: per searched table an FTS5 index over its derived text, kept in step by triggers.
 * The text is normalized already, so the tokenizer need not fold it. Positions are not stored (`detail=none`): the index is half
 * as big and builds twice as fast; a search intersects the trigrams and then looks into the text itself.
 */
export function createSearchSql(tables: readonly Table[]): string {
  return tables
    .flatMap((table) => (table.searched === undefined ? [] : [searchIndexSql(table.name, table.searched)]))
    .join('\n\n');
}

function searchIndexSql(table: string, column: string): string {
  const index = `"${table}Search"`;
  const text = `"${column}"`;
  const add = `INSERT INTO ${index} (rowid, ${text}) VALUES (new."rowKey", new.${text});`;
  const remove = `INSERT INTO ${index} (${index}, rowid, ${text}) VALUES ('delete', old."rowKey", old.${text});`;
  const trigger = (name: string, event: string, body: string): string =>
    `CREATE TRIGGER "${table}Search_${name}" AFTER ${event} BEGIN\n  ${body}\nEND;`;
  return [
    `CREATE VIRTUAL TABLE ${index} USING fts5 (`,
    `  ${text}, content='${table}', content_rowid='rowKey', tokenize='trigram case_sensitive 1', detail='none', columnsize=0`,
    ');',
    trigger('insert', `INSERT ON "${table}"`, add),
    trigger('delete', `DELETE ON "${table}"`, remove),
    trigger('update', `UPDATE OF ${text} ON "${table}" WHEN old.${text} IS NOT new.${text}`, `${remove}\n  ${add}`),
  ].join('\n');
}
