import { create } from 'zustand';
import { z } from 'zod';

const storageKey = 'outpost.appearance';

const appearanceSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  density: z.enum(['comfortable', 'compact']).catch('comfortable'),
  language: z.enum(['system', 'en', 'de']).catch('system'),
});

export type Appearance = z.infer<typeof appearanceSchema>;

/** The key under which a person's appearance is kept in their preferences, on all of their devices. */
export const appearancePreference = 'appearance';

/** @returns an appearance from stored JSON; whatever is missing or unknown takes its default */
export function parseAppearance(json: string | null): Appearance {
  let stored: unknown = {};
  try {
    stored = JSON.parse(json ?? '{}');
  } catch {
    // Another version wrote something else there: the defaults are right.
  }
  return appearanceSchema.catch({ theme: 'system', density: 'comfortable', language: 'system' }).parse(stored);
}

/** @returns the appearance alone, without what else a store holds */
export function appearanceOf({ theme, density, language }: Appearance): Appearance {
  return { theme, density, language };
}

/** @returns whether two appearances look the same */
export function sameAppearance(a: Appearance, b: Appearance): boolean {
  return a.theme === b.theme && a.density === b.density && a.language === b.language;
}

type AppearanceStore = Appearance & { readonly set: (changes: Partial<Appearance>) => void };

/**
 * How this window looks. Kept in localStorage so that the first paint is right before anything else is open;
 * `useAppearancePreference` carries it to the person's other devices.
 */
export const useAppearance = create<AppearanceStore>((set, get) => ({
  ...parseAppearance(localStorage.getItem(storageKey)),
  set: (changes) => {
    set(changes);
    localStorage.setItem(storageKey, JSON.stringify(appearanceOf(get())));
  },
}));
