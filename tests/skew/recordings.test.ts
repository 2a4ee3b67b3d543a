// Verifies: SYNC-10. Every protocol version has been recorded, and its recording says what its frozen schemas say.
import { describe, expect, it } from 'vitest';
import { protocolVersion } from '../../core/protocol/sync.ts';
import { readRecording } from './support/exchanges.ts';
import * as protocol1 from './support/protocol-1.ts';

const versions = Array.from({ length: protocolVersion }, (_, i) => i + 1);

describe.each(versions)('protocol version %i', (version) => {
  it('was recorded: run `node tests/skew/record.ts` when it is new, and never again', () => {
    const { header, scenes } = readRecording(version);
    expect(header.protocol).toBe(version);
    expect(scenes.length).toBeGreaterThan(10);
  });
});

describe('the recording of protocol version 1', () => {
  const exchanges = readRecording(1).scenes.flatMap((scene) => scene.exchanges);

  it('is read by the schemas that were frozen with it', () => {
    for (const { route, request, status, reply } of exchanges) {
      if (route === 'events') continue;
      expect(protocol1.requests[route].safeParse(request).error).toBeUndefined();
      if (status !== 200) expect(protocol1.problem.safeParse(reply).error).toBeUndefined();
      else
        for (const part of route === 'snapshot' ? (reply as unknown[]) : [reply])
          expect(protocol1.replies[route].safeParse(part).error).toBeUndefined();
    }
  });

  it('holds everything that the protocol can say', () => {
    const replies = exchanges.map(({ reply }) => JSON.stringify(reply)).join('\n');
    const said = ['applied', 'rejected', 'page', 'resnapshot', 'unknownCursor', 'scopeChanged'];
    const refused = ['SEQ_GAP', 'FORK', 'PROTOCOL_TOO_OLD', 'REVOKED', 'INVALID_REQUEST', 'UNKNOWN_MUTATOR'];
    const words = [...said, ...refused].map((word) => `"${word}"`);
    const parts = ['"deleted":[[', '"forget":[[', '"next":"', '"table":"conflicts"', 'event: poke'];
    expect([...words, ...parts].filter((part) => !replies.includes(part))).toEqual([]);
    expect(exchanges.map(({ ending }) => ending)).toEqual(expect.arrayContaining(['cut', 'lost']));
  });
});
