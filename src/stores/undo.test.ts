import { beforeEach, describe, expect, it } from 'vitest';
import { isEveryday, useUndo } from './undo.ts';

beforeEach(() => useUndo.setState({ steps: [], undone: [] }));
const { push, take, keepUndone, takeUndone, pushAgain } = useUndo.getState();

describe('what Ctrl-Z takes back', () => {
  it('is the last action first, each once', () => {
    for (const action of ['a', 'b', 'c']) push({ action });
    expect(take('b')).toEqual({ action: 'b' });
    expect(take('b')).toBeUndefined();
    expect([take()?.action, take()?.action, take()]).toEqual(['c', 'a', undefined]);
  });

  it('is one step for all that belongs to one action', () => {
    push({ action: 'bulk' });
    push({ action: 'other' });
    push({ action: 'bulk', noticeId: 'n' });
    expect(useUndo.getState().steps).toEqual([{ action: 'other' }, { action: 'bulk', noticeId: 'n' }]);
  });

  it('is nobody else’s: another person begins with nothing, the same one goes on', () => {
    const { begin } = useUndo.getState();
    begin('rita');
    push({ action: 'hers' });
    begin('rita');
    expect(useUndo.getState().steps).toEqual([{ action: 'hers' }]);
    begin('rolf');
    expect(take()).toBeUndefined();
  });

  it('is everyday work, no more than thirty steps of it', () => {
    for (let i = 0; i < 40; i++) push({ action: String(i) });
    expect(useUndo.getState().steps.map(({ action }) => action)).toEqual(
      Array.from({ length: 30 }, (_, i) => String(i + 10)),
    );
    expect(['lead.update', 'note.add', 'leadProduct.remove'].every(isEveryday)).toBe(true);
    expect(['preference.set', 'user.update', 'action.undo', 'import.lead'].some(isEveryday)).toBe(false);
  });
});

describe('what is done again', () => {
  it('is the last undo first, and can be taken back again', () => {
    push({ action: 'a' });
    push({ action: 'b' });
    for (const undo of ['not b', 'not a']) {
      take();
      keepUndone(undo);
    }
    expect(takeUndone()).toBe('not a');
    pushAgain('a again');
    expect(take()).toEqual({ action: 'a again' });
    keepUndone('not a again');
    expect([takeUndone(), takeUndone(), takeUndone()]).toEqual(['not a again', 'not b', undefined]);
  });

  it('is nothing once something new was done, or for another person', () => {
    const { begin } = useUndo.getState();
    begin('rita');
    keepUndone('not a');
    push({ action: 'b' });
    expect(takeUndone()).toBeUndefined();
    keepUndone('not b');
    begin('rolf');
    expect(takeUndone()).toBeUndefined();
  });
});
