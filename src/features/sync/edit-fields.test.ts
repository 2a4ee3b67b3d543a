import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editFieldsOf, withValue } from './edit-fields.ts';

const fields = (name: string, args: unknown, error: Parameters<typeof editFieldsOf>[0]['error'] = null, row = {}) =>
  editFieldsOf({ name, args, error }, row);
const shape = (of: ReturnType<typeof fields>) => of.map(({ path, kind }) => [path.join('.'), kind]);

describe('the form of a refused mutation', () => {
  it('holds the new values of an edit, beside what the row holds now', () => {
    const args = { id: 'l1', changes: { company: { from: 'A', to: 'B' }, valueMinor: { from: null, to: 5 } } };
    const form = fields('lead.update', args, null, { company: 'C', valueMinor: 7 });
    expect(shape(form)).toEqual([
      ['changes.company.to', 'text'],
      ['changes.valueMinor.to', 'money'],
    ]);
    expect(form.map(({ value, current }) => [value, current])).toEqual([
      ['B', 'C'],
      [5, 7],
    ]);
  });

  it('knows lists, times, choices, references, long texts and flags; identities stay', () => {
    const args = { id: 'x', phones: ['1'], priority: 'low', stageId: 's', description: 'd', onDuplicate: 'refuse' };
    expect(shape(fields('lead.create', args))).toEqual([
      ['phones', 'list'],
      ['priority', 'choice'],
      ['stageId', 'reference'],
      ['description', 'long'],
      ['onDuplicate', 'text'],
    ]);
    expect(shape(fields('appointment.create', { leadId: 'l', startAt: 1, note: 'n' }))).toEqual([
      ['startAt', 'time'],
      ['note', 'long'],
    ]);
  });

  it('asks for what the refusal says is missing, once', () => {
    const error = {
      code: 'STAGE_FIELDS_MISSING' as const,
      details: {},
      fields: [
        { field: 'fields.valueMinor', code: 'required', message: '' },
        { field: 'phones.0', code: 'invalid_format', message: '' },
      ],
    };
    const args = { moves: [{ id: 'l1' }], stageId: 's1', phones: ['x'] };
    expect(shape(fields('lead.changeStage', args, error))).toEqual([
      ['phones', 'list'],
      ['fields.valueMinor', 'money'],
      ['stageId', 'reference'],
    ]);
  });

  it('never breaks, whatever the arguments', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (args) => {
        for (const { path, value } of fields('lead.update', args)) expect(withValue(args, path, value)).toEqual(args);
      }),
    );
  });

  it('puts a corrected value in its place and leaves the original as it was', () => {
    const args = { id: 'l1', changes: { company: { from: 'A', to: 'B' } } };
    expect(withValue(args, ['changes', 'company', 'to'], 'D')).toEqual({
      id: 'l1',
      changes: { company: { from: 'A', to: 'D' } },
    });
    expect(args.changes.company.to).toBe('B');
    expect(withValue(args, ['changes', 'title', 'to'], 'x')).toMatchObject({
      changes: { title: { from: null, to: 'x' } },
    });
  });
});
