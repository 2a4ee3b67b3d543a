import { beforeEach, describe, expect, test } from 'vitest';
import { all, eq, exists, isIn, not } from '../../../core/kernel/predicates.ts';
import type { SqlStatement } from '../../../core/kernel/read-sql.ts';
import type { Row } from '../../../core/kernel/rows.ts';
import { serverSpecs } from '../../../core/schema/tables.ts';
import { PostgresTransaction } from './transaction.ts';

const tables = new Map(
  serverSpecs.map((spec) => [spec.name, { spec, types: new Map(spec.columns.map((name) => [name, 'text'])) }]),
);
const ids = Array.from({ length: 1000 }, (_, i) => `m${i}`);
const member = (id: string): Row => ({ id, version: 1, leadId: `l${id}`, userId: 'u', role: 'helper', createdAt: 0 });

describe('round trips of a transaction', () => {
  let sent: string[];
  let answers: (statement: SqlStatement) => readonly Row[];
  let transaction: PostgresTransaction;

  beforeEach(() => {
    sent = [];
    answers = () => [];
    const run = async (statement: SqlStatement) => {
      sent.push(statement.sql);
      const columns = statement.parameters[0];
      return { rows: answers(statement), rowCount: Array.isArray(columns) ? columns.length : 0 };
    };
    transaction = new PostgresTransaction(tables, run, run);
  });

  test('a thousand mutations of prefetched rows are one read and one statement a table and kind', async () => {
    answers = () => ids.map(member);
    await transaction.read({ kind: 'getMany', table: 'leadMembers', ids });
    for (const [i, id] of ids.entries()) {
      const [row] = await transaction.read({ kind: 'get', table: 'leadMembers', id });
      await transaction.write([
        { op: 'patch', table: 'leadMembers', id, set: { role: `${String(row!['role'])} ${i}` } },
      ]);
      await transaction.write([
        { op: 'insert', table: 'notes', row: { id, leadId: 'l', authorId: 'u', body: 'x', createdAt: 0 } },
      ]);
    }
    expect(sent).toHaveLength(1);
    await transaction.flush();
    expect(sent.map((sql) => sql.split('"')[0])).toEqual(['select t.', 'update ', 'insert into ']);
    await transaction.flush();
    expect(sent).toHaveLength(3);
  });

  test('a range over many values answers the ranges over each, with more conditions too, as they are now', async () => {
    answers = () => ids.map(member);
    const leadIds = ids.map((id) => `l${id}`);
    await transaction.read({ kind: 'range', table: 'leadMembers', range: { where: isIn('leadId', leadIds) } });
    await transaction.write([{ op: 'patch', table: 'leadMembers', id: 'm1', set: { leadId: 'lm2' } }]);
    const members = (leadId: string) =>
      transaction.read({ kind: 'range', table: 'leadMembers', range: { where: eq('leadId', leadId) } });
    expect((await members('lm2')).map(({ id }) => id)).toEqual(['m1', 'm2']);
    expect(await members('lm1')).toEqual([]);
    const where = all(eq('leadId', 'lm2'), not(eq('id', 'm1')));
    expect((await transaction.read({ kind: 'first', table: 'leadMembers', range: { where } }))[0]?.id).toBe('m2');
    expect(sent).toHaveLength(1);
    await members('elsewhere');
    expect(sent).toHaveLength(2);
  });

  test('the same range is asked once, however much is written meanwhile', async () => {
    answers = () => [member('m1')];
    const range = {
      where: not(eq('role', 'gone')),
      order: [{ column: 'createdAt', direction: 'desc' }],
      limit: 2,
    } as const;
    for (const role of ['a', 'b', 'gone']) {
      await transaction.read({ kind: 'range', table: 'leadMembers', range });
      await transaction.write([{ op: 'patch', table: 'leadMembers', id: 'm1', set: { role } }]);
    }
    expect(await transaction.read({ kind: 'range', table: 'leadMembers', range })).toEqual([]);
    expect(sent).toHaveLength(1);
  });

  test('whether a known row is visible is decided in memory, after one look at what it hangs on', async () => {
    answers = ({ sql }) => (sql.includes('from "leadMembers"') ? [] : [{ id: 'l1', version: 1, assigneeId: 'u' }]);
    const where = all(eq('id', 'l1'), not(exists('leadMembers', ['leadId', 'id'], eq('userId', 'u'))));
    for (let i = 0; i < 10; i += 1) {
      expect(await transaction.read({ kind: 'first', table: 'leads', range: { where } })).toHaveLength(1);
    }
    expect(sent).toHaveLength(2);
    await transaction.write([{ op: 'insert', table: 'leadMembers', row: { ...member('m1'), leadId: 'l1' } }]);
    expect(await transaction.read({ kind: 'first', table: 'leads', range: { where } })).toEqual([]);
    expect(sent).toHaveLength(2);
  });

  test('an exists over very many rows is left to the database', async () => {
    const many = Array.from({ length: 1001 }, (_, i) => ({ ...member(`m${i}`), leadId: 'l1' }));
    answers = ({ sql }) => (sql.includes('from "leads"') ? [{ id: 'l1', version: 1 }] : many);
    const where = all(eq('id', 'l1'), exists('leadMembers', ['leadId', 'id'], eq('userId', 'u')));
    expect(await transaction.read({ kind: 'first', table: 'leads', range: { where } })).toHaveLength(1);
    expect(sent.at(-1)).toContain('exists');
  });
});
