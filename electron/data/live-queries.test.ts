import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { BridgeEvent } from '../../core/bridge/contract.ts';
import type { AnyQuery } from '../../core/queries/define-query.ts';
import { LiveQueries } from './live-queries.ts';

const query = (name: string, reads: AnyQuery['reads']): AnyQuery => ({
  name,
  reads,
  params: z.unknown(),
  *run() {},
});
const leadList = query('leadList', ['leads']);
const calendar = query('calendar', ['appointments', 'leads']);
const workspace = query('workspace', ['users']);

describe('live queries', () => {
  let answers: Record<string, unknown>;
  let ran: string[];
  let emitted: BridgeEvent[];
  let failures: string[];
  let waiting: { delayMs: number; run: () => void }[];
  let clock: number;
  let live: LiveQueries;

  beforeEach(() => {
    answers = { leadList: [1], calendar: [1], workspace: { me: 'x' } };
    ran = [];
    emitted = [];
    failures = [];
    waiting = [];
    clock = 0;
    live = new LiveQueries({
      run: ({ name }) => {
        ran.push(name);
        if (answers[name] instanceof Error) throw answers[name];
        return answers[name];
      },
      emit: (event) => emitted.push(event),
      failed: ({ name }) => failures.push(name),
      later: (delayMs, run) => waiting.push({ delayMs, run }),
      now: () => clock,
    });
    live.subscribe('a', leadList, {});
    live.subscribe('b', calendar, {});
    live.subscribe('c', workspace, {});
    ran.length = 0;
  });

  const round = (): number | undefined => {
    const next = waiting.shift();
    next?.run();
    return next?.delayMs;
  };

  it('answer the subscription itself', () => {
    expect(live.subscribe('d', leadList, {})).toEqual([1]);
    expect(emitted).toEqual([]);
  });

  it('run again only where a changed table is read, once for many commits', () => {
    live.rowsChanged({ appointments: ['1'] });
    live.rowsChanged({ appointments: ['2'], history: ['9'] });
    live.rowsChanged({ appointments: ['2'] });
    expect(ran).toEqual([]);
    round();
    expect(ran).toEqual(['calendar']);
    expect(waiting).toEqual([]);
  });

  it('tell an answer only when it differs, with what changed since the last one', () => {
    live.rowsChanged({ leads: ['1'] });
    round();
    expect(ran).toEqual(['leadList', 'calendar']);
    expect(emitted).toEqual([]);
    answers['leadList'] = [1, 2];
    live.rowsChanged({ leads: ['2'], notes: ['3'] });
    live.rowsChanged({ leads: ['4'] });
    round();
    expect(emitted).toEqual([{ type: 'query', id: 'a', result: [1, 2], changed: { leads: ['2', '4'] } }]);
  });

  it('name changed rows as `all` when there are too many', () => {
    answers['leadList'] = [];
    live.rowsChanged({ leads: Array.from({ length: 501 }, (_, i) => String(i)) });
    live.rowsChanged({ leads: ['x'] });
    round();
    expect(emitted[0]).toMatchObject({ changed: { leads: 'all' } });
  });

  it('stop when unsubscribed, also between a commit and its round', () => {
    live.rowsChanged({ users: ['1'] });
    live.unsubscribe('c');
    round();
    expect(ran).toEqual([]);
  });

  it('keep the last answer when a query fails, and try again with the next change', () => {
    answers['workspace'] = new Error('bug');
    live.rowsChanged({ users: ['1'] });
    round();
    expect(failures).toEqual(['workspace']);
    answers['workspace'] = { me: 'y' };
    live.rowsChanged({ users: ['1'] });
    round();
    expect(emitted).toHaveLength(1);
  });

  it('all run again when time has passed or another database was opened', () => {
    answers['calendar'] = [2];
    live.refresh();
    round();
    expect(ran).toEqual(['leadList', 'calendar', 'workspace']);
    expect(emitted.map((event) => event.type === 'query' && event.id)).toEqual(['b']);
  });

  describe('that take long', () => {
    const tookMs = 100;

    beforeEach(() => {
      live = new LiveQueries({
        run: () => (clock += tookMs),
        emit: () => {},
        failed: () => {},
        later: (delayMs, run) => waiting.push({ delayMs, run }),
        now: () => clock,
      });
      live.subscribe('a', leadList, {});
      live.rowsChanged({ leads: 'all' });
      expect(round()).toBe(0);
    });

    it('take a twentieth of the time while rows come by the thousand', () => {
      live.rowsChanged({ leads: 'all' });
      expect(round()).toBe(19 * tookMs);
    });

    it('show sooner what a person does meanwhile, and once', () => {
      live.rowsChanged({ leads: 'all' });
      live.rowsChanged({ leads: ['1'] });
      const ranAt = clock;
      const [late, soon] = waiting.splice(0);
      expect(soon!.delayMs).toBe(3 * tookMs);
      clock += soon!.delayMs;
      soon!.run();
      late!.run();
      expect(clock - ranAt).toBe(soon!.delayMs + tookMs);
    });
  });
});
