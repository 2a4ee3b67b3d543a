import { create } from 'zustand';

/** Something that was done and can be taken back. */
export type Undoable = {
  readonly id: string;
  /** Takes it back. Says by itself when that fails. */
  readonly undo: () => Promise<void>;
};

/** How many steps back are kept. */
const maxSteps = 30;

type UndoStore = {
  /** Oldest first. */
  readonly steps: readonly Undoable[];
  readonly push: (step: Undoable) => void;
  /** Takes back one step: the one named, or the last one. Does nothing when it has been taken back already. */
  readonly takeBack: (id?: string) => Promise<void>;
};

/** What Ctrl-Z takes back, in this window. Every step is itself a mutation, so it works long after the first one has synced. */
export const useUndo = create<UndoStore>((set, get) => ({
  steps: [],
  push: (step) => set(({ steps }) => ({ steps: [...steps, step].slice(-maxSteps) })),
  takeBack: async (id) => {
    const { steps } = get();
    const step = id === undefined ? steps.at(-1) : steps.find((known) => known.id === id);
    if (!step) return;
    set({ steps: steps.filter((known) => known !== step) });
    await step.undo();
  },
}));
