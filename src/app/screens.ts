import { lazy, type ComponentType } from 'react';
import type { RouteName } from './router.ts';

type ScreenModule = { readonly Screen: ComponentType<{ readonly leadId: string }> };

const modules = import.meta.glob<ScreenModule>('../features/*/screen.tsx');

/** A screen is loaded when it is first opened. */
function screen(feature: string): ComponentType<{ readonly leadId: string }> {
  return lazy(async () => ({ default: (await modules[`../features/${feature}/screen.tsx`]!()).Screen }));
}

/** Which component shows a route. Only the lead's screen needs its id; the others read the route themselves. */
export const screens: Record<RouteName, ComponentType<{ readonly leadId: string }>> = {
  pipeline: screen('pipeline'),
  leads: screen('leads'),
  lead: screen('lead'),
  calendar: screen('calendar'),
  dashboard: screen('dashboard'),
  sync: screen('sync'),
  settings: screen('settings'),
};

const quickAdd = import.meta.glob<{ QuickAdd: ComponentType<{ opened: boolean; onClose: () => void }> }>(
  '../features/lead/quick-add.tsx',
);

/** The dialog behind "New lead". */
export const QuickAdd = lazy(async () => ({ default: (await quickAdd['../features/lead/quick-add.tsx']!()).QuickAdd }));
