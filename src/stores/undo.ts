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
  /** Whose steps these are. */
  readonly owner: string | undefined;
  /** Somebody works in this window: the steps of another person go. */
  readonly begin: (owner: string) => void;
  /** Adds a step; one with the same action is replaced, and counts as the last. */
  readonly push: (step: Undoable) => void;
  /** Takes one step off: the one named, or the last one. @returns undefined when it has been taken back already */
  readonly take: (action?: string) => Undoable | undefined;
};

/** What Ctrl-Z takes back, in this window. Every step is undone by a mutation, so it works long after the first one has synced. */
export const useUndo = create<UndoStore>((set, get) => ({
  steps: [],
  owner: undefined,
  begin: (owner) => {
    if (get().owner !== owner) set({ owner, steps: [] });
  },
  push: (step) =>
    set(({ steps }) => ({ steps: [...steps.filter(({ action }) => action !== step.action), step].slice(-maxSteps) })),
  take: (action) => {
    const { steps } = get();
    const step = action === undefined ? steps.at(-1) : steps.find((known) => known.action === action);
    if (step) set({ steps: steps.filter((known) => known !== step) });
    return step;
  },
}));
