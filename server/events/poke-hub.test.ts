import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PokeHub } from './poke-hub.ts';

class FakeStore {
  readonly listeners = new Set<(version: number) => void>();

  onCommit(listener: (version: number) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  readonly accessListeners = new Set<() => void>();

  onAccessEnded(listener: () => void): () => void {
    this.accessListeners.add(listener);
    return () => this.accessListeners.delete(listener);
  }

  endAccess(): void {
    for (const listener of this.accessListeners) listener();
  }

  commit(version: number): void {
    for (const listener of this.listeners) listener(version);
  }
}

const listener = () => ({
  poke: vi.fn<(version: number) => void>(),
  check: vi.fn<() => void>(),
  end: vi.fn<() => void>(),
});

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a burst of commits is one poke with the newest version', () => {
  const hub = new PokeHub(() => 0);
  const store = new FakeStore();
  const one = listener();
  hub.subscribe('a', store, 'token', one);
  for (const version of [5, 7, 6]) store.commit(version);
  vi.runAllTimers();
  expect(one.poke.mock.calls).toEqual([[7]]);
  store.commit(8);
  vi.runAllTimers();
  expect(one.poke.mock.lastCall).toEqual([8]);
});

test('the first commit after a pause is told at once, those right behind it together', () => {
  const hub = new PokeHub(() => 0);
  const store = new FakeStore();
  const one = listener();
  hub.subscribe('a', store, 'token', one);
  store.commit(1);
  vi.advanceTimersByTime(1);
  expect(one.poke.mock.calls).toEqual([[1]]);
  for (const version of [2, 3]) store.commit(version);
  vi.advanceTimersByTime(20);
  expect(one.poke).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(25);
  expect(one.poke.mock.calls).toEqual([[1], [3]]);
});

test('many listeners are poked at different times', () => {
  const draws = [0, 0.5, 0.99];
  const hub = new PokeHub(() => draws.shift() ?? 0);
  const store = new FakeStore();
  const times: number[] = [];
  const startedAt = Date.now();
  for (let i = 0; i < 3; i += 1) {
    hub.subscribe('a', store, `token ${i}`, { ...listener(), poke: () => times.push(Date.now() - startedAt) });
  }
  store.commit(1);
  vi.runAllTimers();
  expect(new Set(times).size).toBe(3);
});

test('organizations hear only of their own commits, and the last one to leave ends the listening', () => {
  const hub = new PokeHub(() => 0);
  const [storeA, storeB] = [new FakeStore(), new FakeStore()];
  const [a, b] = [listener(), listener()];
  const leaveA = hub.subscribe('a', storeA, 'token', a);
  const leaveA2 = hub.subscribe('a', storeA, 'token', listener());
  hub.subscribe('b', storeB, 'token', b);
  expect(storeA.listeners.size).toBe(1);
  storeA.commit(1);
  leaveA();
  vi.runAllTimers();
  expect(a.poke).not.toHaveBeenCalled();
  expect(b.poke).not.toHaveBeenCalled();
  leaveA2();
  expect(storeA.listeners.size).toBe(0);
  expect(storeB.listeners.size).toBe(1);
});

test('signing out ends the streams of that session only', () => {
  const hub = new PokeHub();
  const store = new FakeStore();
  const [mine, other] = [listener(), listener()];
  hub.subscribe('a', store, 'mine', mine);
  hub.subscribe('a', store, 'other', other);
  hub.endSession('mine');
  expect(mine.end).toHaveBeenCalledOnce();
  expect(other.end).not.toHaveBeenCalled();
  hub.endAll();
  expect(other.end).toHaveBeenCalledOnce();
});

test('when access has ended, every stream of that organization looks again, and no other', () => {
  const hub = new PokeHub();
  const [a, b] = [new FakeStore(), new FakeStore()];
  const [one, two, elsewhere] = [listener(), listener(), listener()];
  hub.subscribe('a', a, 'one', one);
  const leave = hub.subscribe('a', a, 'two', two);
  hub.subscribe('b', b, 'one', elsewhere);
  a.endAccess();
  expect([one, two, elsewhere].map(({ check }) => check.mock.calls.length)).toEqual([1, 1, 0]);
  leave();
  a.endAccess();
  expect([one, two].map(({ check }) => check.mock.calls.length)).toEqual([2, 1]);
});
