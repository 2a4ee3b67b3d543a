import { createContext, useCallback, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { BridgeError, BridgeReply, SessionState, SyncStatus } from '../../core/bridge/contract.ts';
import type { FileState } from '../../core/bridge/files.ts';
import type { Mutator } from '../../core/kernel/mutator.ts';
import type { Query } from '../../core/queries/define-query.ts';
import { isEveryday, useUndo } from '../stores/undo.ts';
import type { Bridge } from './client.ts';
import { newId } from './ids.ts';
import { unknownFileState } from './file-states.ts';
import { queryKey, type QuerySnapshot } from './live-queries.ts';

/** The window's bridge; `src/main.tsx` provides it. */
export const BridgeContext = createContext<Bridge | undefined>(undefined);

/** The bridge itself, for calls that have no hook: `useBridge().call('session.signIn', {...})`. */
export function useBridge(): Bridge {
  const bridge = useContext(BridgeContext);
  if (!bridge) throw new Error('no BridgeContext above this component');
  return bridge;
}

export type QueryState<Result> = {
  /** The latest answer; undefined until the first one arrives (some milliseconds: show nothing, not a spinner). */
  readonly data: Result | undefined;
  readonly error: BridgeError | undefined;
  /** Neither an answer nor an error yet. */
  readonly isFirstLoad: boolean;
  /** `data` answers the previous parameters (`keepPrevious`). */
  readonly isPrevious: boolean;
};

export type QueryOptions = {
  /** While new parameters have no answer yet, go on showing the last answer. */
  readonly keepPrevious?: boolean;
};

const nothing: QuerySnapshot = { data: undefined, error: undefined };
const neverChanges = (): (() => void) => () => {};
const getNothing = (): QuerySnapshot => nothing;

/**
 * A live query: renders again whenever its answer changes, and only then; unchanged parts of the answer keep their identity.
 * @param params compared by content, so an object literal is fine; null asks nothing
 */
export function useQuery<Params, Result>(
  query: Query<Params, Result>,
  params: Params | null,
  { keepPrevious = false }: QueryOptions = {},
): QueryState<Result> {
  const { queries } = useBridge();
  const key = params === null ? null : queryKey(query.name, params);
  // The key stands for the parameters' content; depending on the object itself would subscribe anew on every render.
  // oxlint-disable-next-line react/exhaustive-deps
  const live = useMemo(() => (key === null ? undefined : queries.query(query.name, params)), [queries, key]);
  const snapshot = useSyncExternalStore(live?.subscribe ?? neverChanges, live?.getSnapshot ?? getNothing);
  const data = snapshot.data as Result | undefined;
  const [previous, setPrevious] = useState<Result>();
  if (keepPrevious && data !== undefined && data !== previous) setPrevious(() => data);
  const isPrevious =
    keepPrevious && key !== null && data === undefined && snapshot.error === undefined && previous !== undefined;
  return {
    data: isPrevious ? previous : data,
    error: snapshot.error,
    isFirstLoad: data === undefined && snapshot.error === undefined && !isPrevious,
    isPrevious,
  };
}

/**
 * The same query with several sets of parameters at once: the pages of a long list, the columns of a board.
 * @returns one answer a set of parameters, in their order; undefined where there is none yet
 */
export function useQueries<Params, Result>(
  query: Query<Params, Result>,
  paramsList: readonly Params[],
): readonly (Result | undefined)[] {
  const { queries } = useBridge();
  const keys = paramsList.map((params) => queryKey(query.name, params)).join('\n');
  const lives = useMemo(
    () => paramsList.map((params) => queries.query(query.name, params)),
    // As above: `keys` stands for the content of `paramsList`.
    // oxlint-disable-next-line react/exhaustive-deps
    [queries, keys],
  );
  const store = useMemo(() => {
    let last: readonly (Result | undefined)[] = [];
    return {
      subscribe: (listener: () => void): (() => void) => {
        const stops = lives.map((live) => live.subscribe(listener));
        return () => stops.forEach((stop) => stop());
      },
      getSnapshot: (): readonly (Result | undefined)[] => {
        const next = lives.map((live) => live.getSnapshot().data as Result | undefined);
        if (next.length !== last.length || next.some((data, i) => data !== last[i])) last = next;
        return last;
      },
    };
  }, [lives]);
  return useSyncExternalStore(store.subscribe, store.getSnapshot);
}

/**
 * Performs a mutation. Resolves when the action is on disk, rows and outbox together; never rejects.
 * `action` names what the person did: everything done under one name is undone as one. Without it each mutation is an action of
 * its own. Ctrl-Z takes back what belongs to everyday work.
 */
export type Mutate = <Args>(
  mutator: Mutator<Args>,
  args: Args,
  action?: string,
) => Promise<BridgeReply<{ readonly seq: number }>>;

/** @returns a stable function that performs a mutation: `mutate(leadAssign, { ids, assigneeId })` */
export function useMutate(): Mutate {
  const bridge = useBridge();
  return useCallback(
    async (mutator, args, given) => {
      const action = given ?? newId();
      const reply = await bridge.call('mutate', { name: mutator.name, args, action });
      if (reply.ok && isEveryday(mutator.name)) useUndo.getState().push({ action });
      return reply;
    },
    [bridge],
  );
}

/** @returns the same, for everything that is part of one action */
export function within(mutate: Mutate, action: string): Mutate {
  return (mutator, args) => mutate(mutator, args, action);
}

/** @returns the latest sync status; undefined until the worker has said it once */
export function useSyncStatus(): SyncStatus | undefined {
  const { status } = useBridge();
  return useSyncExternalStore(status.subscribe, status.get);
}

/** @returns who is signed in; undefined until the worker has said it once */
export function useSession(): SessionState | undefined {
  const { session } = useBridge();
  return useSyncExternalStore(session.subscribe, session.get);
}

/** @returns why the saved session could not be opened; undefined while all is well. Signing in again mends what can be mended. */
export function useSessionFailure(): BridgeError | undefined {
  const { failure } = useBridge();
  return useSyncExternalStore(failure.subscribe, failure.get);
}

/** @returns where a content is, seen from this device */
export function useFileState(sha256: string): FileState {
  const { files } = useBridge();
  const states = useSyncExternalStore(files.subscribe, files.get);
  useEffect(() => files.want([sha256]), [files, sha256]);
  return states[sha256] ?? unknownFileState;
}
