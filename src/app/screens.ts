import { lazy, type ComponentType } from 'react';
import type { RouteName } from './router.ts';

/** What every screen gets; only the lead's needs it, the others read the route themselves. */
export type ScreenProps = { readonly leadId: string };

/** Which component shows a route; each is loaded when it is first opened. */
export const screens: Record<RouteName, ComponentType<ScreenProps>> = {
  pipeline: lazy(async () => ({ default: (await import('../features/pipeline/screen.tsx')).Screen })),
  leads: lazy(async () => ({ default: (await import('../features/leads/screen.tsx')).Screen })),
  lead: lazy(async () => ({ default: (await import('../features/lead/screen.tsx')).Screen })),
  calendar: lazy(async () => ({ default: (await import('../features/calendar/screen.tsx')).Screen })),
  dashboard: lazy(async () => ({ default: (await import('../features/dashboard/screen.tsx')).Screen })),
  sync: lazy(async () => ({ default: (await import('../features/sync/screen.tsx')).Screen })),
  settings: lazy(async () => ({ default: (await import('../features/settings/screen.tsx')).Screen })),
};

/** The dialog behind "New lead". */
export const QuickAdd = lazy(async () => ({ default: (await import('../features/lead/quick-add.tsx')).QuickAdd }));
