// Verifies: SYNC-10
import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../core/kernel/errors.ts';
import { replies } from '../../tests/skew/support/protocol-1.ts';
import { pushResultFor } from './older-devices.ts';

const outcomes = errorCodes.map((code, i) => ({
  seq: i + 1,
  outcome: { kind: 'rejected' as const, error: { code, details: { id: 'x' } } },
}));

describe('pushResultFor', () => {
  it('names every refusal in the words of a version 1 device, and keeps the newer word', () => {
    const result = pushResultFor(1, { kind: 'reply', reply: { outcomes, lastSeq: 1, now: 1 }, bugs: [] });
    const reply = replies.push.parse(result.kind === 'reply' && result.reply);
    expect(reply.outcomes.map(({ seq }) => seq)).toEqual(outcomes.map(({ seq }) => seq));
    const newer = errorCodes.indexOf('FILE_TOO_LARGE');
    expect(reply.outcomes[newer]?.outcome).toEqual({
      kind: 'rejected',
      error: { code: 'MUTATOR_FAILED', details: { id: 'x', newerCode: 'FILE_TOO_LARGE' } },
    });
  });

  it('does so for what both histories share after a fork', () => {
    const result = pushResultFor(1, { kind: 'problem', code: 'FORK', details: { seq: 9, outcomes } });
    expect(result.kind).toBe('problem');
    const said = result.kind === 'problem' && { outcomes: result.details['outcomes'], lastSeq: 1, now: 1 };
    expect(replies.push.safeParse(said).success).toBe(true);
  });

  it('says everything to a newer device', () => {
    const result = { kind: 'reply' as const, reply: { outcomes, lastSeq: 1, now: 1 }, bugs: [] };
    expect(pushResultFor(2, result)).toBe(result);
  });
});
