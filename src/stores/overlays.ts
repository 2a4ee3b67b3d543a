import { create } from 'zustand';

/** The overlays that any screen may open; at most one is open. */
export type Overlay = 'quickAdd' | 'search' | 'palette' | 'cheatSheet' | 'signIn';

type OverlayStore = {
  readonly open: Overlay | null;
  readonly show: (overlay: Overlay) => void;
  readonly close: () => void;
};

export const useOverlays = create<OverlayStore>((set) => ({
  open: null,
  show: (open) => set({ open }),
  close: () => set({ open: null }),
}));
