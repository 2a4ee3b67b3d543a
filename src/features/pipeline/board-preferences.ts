import { create } from 'zustand';
import { z } from 'zod';

const storageKey = 'outpost.board';

const stored = z.object({ pipelineId: z.string().nullable().catch(null), isCompact: z.boolean().catch(false) });
type BoardPreferences = z.infer<typeof stored>;

function load(): BoardPreferences {
  try {
    return stored.parse(JSON.parse(localStorage.getItem(storageKey) ?? '{}'));
  } catch {
    // Another version wrote something else there: the defaults are right.
    return { pipelineId: null, isCompact: false };
  }
}

/** How this window shows boards: the pipeline shown last, and the size of the cards. */
export const useBoardPreferences = create<
  BoardPreferences & { readonly set: (changes: Partial<BoardPreferences>) => void }
>((set, get) => ({
  ...load(),
  set: (changes) => {
    set(changes);
    const { pipelineId, isCompact } = get();
    localStorage.setItem(storageKey, JSON.stringify({ pipelineId, isCompact }));
  },
}));
