import { create } from 'zustand';
import { z } from 'zod';

const storageKey = 'outpost.leads.columns';

/** Columns that are hidden until someone asks for them. */
const hiddenAtFirst: Readonly<Record<string, boolean>> = {
  pipeline: false,
  title: false,
  email: false,
  phone: false,
  location: false,
  team: false,
  businesses: false,
  status: false,
  utmCampaign: false,
  stageSince: false,
  updatedAt: false,
};

const stored = z.record(z.string(), z.boolean());

function load(): Readonly<Record<string, boolean>> {
  try {
    return { ...hiddenAtFirst, ...stored.parse(JSON.parse(localStorage.getItem(storageKey) ?? '{}')) };
  } catch {
    // Another version wrote something else there: the defaults are right.
    return hiddenAtFirst;
  }
}

type ColumnStore = {
  /** By column; what is absent is shown. */
  readonly visibility: Readonly<Record<string, boolean>>;
  readonly show: (column: string, visible: boolean) => void;
  readonly reset: () => void;
};

/** Which columns the list shows, on this device. */
export const useColumns = create<ColumnStore>((set, get) => ({
  visibility: load(),
  show: (column, visible) => {
    set({ visibility: { ...get().visibility, [column]: visible } });
    localStorage.setItem(storageKey, JSON.stringify(get().visibility));
  },
  reset: () => {
    set({ visibility: hiddenAtFirst });
    localStorage.removeItem(storageKey);
  },
}));
