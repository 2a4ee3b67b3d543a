import { create } from 'zustand';

/** Something that was done and can be taken back, by its action. */
export type Undoable = {
  readonly action: string;
  /** The notification that says so, if there is one. */
  readonly noticeId?: string;
};

/** How many steps back are kept. */
const maxSteps = 30;

/** Concepts of everyday work: what is done in settings is changed there again. */
const everyday = new Set([
  ...['lead', 'note', 'activity', 'appointment', 'leadProduct', 'contact', 'account', 'opportunity', 'document'],
]);

/** @returns whether Ctrl-Z takes back what a mutator does */
export function isEveryday(mutator: string): boolean {
  return everyday.has(mutator.split('.')[0]!);
}

type UndoStore = {
  /** Oldest first. */
  readonly steps: readonly Undoable[];
  /** The undos that can be taken back themselves, by their actions, oldest first. */
  readonly undone: readonly string[];
  /** Whose steps these are. */
  readonly owner: string | undefined;
  /** Somebody works in this window: the steps of another person go. */
  readonly begin: (owner: string) => void;
  /** Adds a step; one with the same action is replaced, and counts as the last. Whoever does something new has nothing to redo. */
  readonly push: (step: Undoable) => void;
  /** Takes one step off: the one named, or the last one. @returns undefined when it has been taken back already */
  readonly take: (action?: string) => Undoable | undefined;
  /** A step has been taken back. @param action of the undo */
  readonly keepUndone: (action: string) => void;
  /** @returns the action of the last undo, which is off then; undefined when there is none */
  readonly takeUndone: () => string | undefined;
  /** A step has been done again. @param action of the redo */
  readonly pushAgain: (action: string) => void;
};

/**
 * What Ctrl-Z takes back, in this window. Every step is undone by a mutation, so it works long after the first one has synced; that
 * mutation is undone in the same way, which does the step again.
 */
export const useUndo = create<UndoStore>((set, get) => ({
  steps: [],
  undone: [],
  owner: undefined,
  begin: (owner) => {
    if (get().owner !== owner) set({ owner, steps: [], undone: [] });
  },
  push: (step) => set(({ steps }) => ({ steps: withStep(steps, step), undone: [] })),
  take: (action) => {
    const { steps } = get();
    const step = action === undefined ? steps.at(-1) : steps.find((known) => known.action === action);
    if (step) set({ steps: steps.filter((known) => known !== step) });
    return step;
  },
  keepUndone: (action) => set(({ undone }) => ({ undone: [...undone, action].slice(-maxSteps) })),
  takeUndone: () => {
    const { undone } = get();
    set({ undone: undone.slice(0, -1) });
    return undone.at(-1);
  },
  pushAgain: (action) => set(({ steps }) => ({ steps: withStep(steps, { action }) })),
}));

function withStep(steps: readonly Undoable[], step: Undoable): readonly Undoable[] {
  return [...steps.filter(({ action }) => action !== step.action), step].slice(-maxSteps);
}
