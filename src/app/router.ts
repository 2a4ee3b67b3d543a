import { useSyncExternalStore } from 'react';

/** The screens that have an address. A lead may also stand beside one of them: `#/leads?lead=<id>`. */
export const routeNames = ['pipeline', 'leads', 'lead', 'calendar', 'dashboard', 'sync', 'settings'] as const;
export type RouteName = (typeof routeNames)[number];

export type Route = {
  readonly name: RouteName;
  /** What follows the name: a pipeline's or a lead's id, a section of the settings. */
  readonly id?: string | undefined;
  /** Filters and the lead beside the list. Undefined values are left out of the address. */
  readonly query?: Readonly<Record<string, string | undefined>> | undefined;
};

/** Where the address names no known screen. */
export type UnknownRoute = {
  readonly name: 'unknown';
  readonly id?: undefined;
  readonly query: Readonly<Record<string, string>>;
};
export type ParsedRoute = (Route & { readonly query: Readonly<Record<string, string>> }) | UnknownRoute;

/** Screens that are opened from others and keep a lead beside them. */
const listScreens: ReadonlySet<string> = new Set(['pipeline', 'leads', 'calendar', 'dashboard']);

/** @param hash a location's hash, with or without `#`; an empty one is the pipeline */
export function parseHash(hash: string): ParsedRoute {
  const [path = '', search = ''] = splitOnce(hash.replace(/^#?\/?/, ''), '?');
  const [name = '', id] = path.split('/', 2).map(decode);
  const query = Object.fromEntries(new URLSearchParams(search));
  if (name === '') return { name: 'pipeline', query };
  const known = routeNames.find((routeName) => routeName === name);
  if (!known) return { name: 'unknown', query };
  return id ? { name: known, id, query } : { name: known, query };
}

/** @returns the address of a route, for `href` */
export function hrefTo(route: Route): string {
  const path = route.id === undefined ? route.name : `${route.name}/${encodeURIComponent(route.id)}`;
  const given = Object.entries(route.query ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const search = new URLSearchParams(given).toString();
  return search === '' ? `#/${path}` : `#/${path}?${search}`;
}

/** Goes to a route. @param options.replace without an entry in the history: filters while they are typed */
export function navigate(route: Route, options: { replace?: boolean } = {}): void {
  const href = hrefTo(route);
  if (href === location.hash) return;
  if (options.replace) {
    history.replaceState(null, '', href);
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    location.hash = href;
  }
}

/** Changes parts of the current address's query and keeps the rest; undefined removes a part. */
export function setQuery(
  changes: Readonly<Record<string, string | undefined>>,
  options: { replace?: boolean } = {},
): void {
  const current = currentRoute();
  if (current.name === 'unknown') return;
  navigate({ ...current, query: { ...current.query, ...changes } }, options);
}

/** @returns the route of a lead as seen from another route: beside a list where there is one, else by itself */
export function leadRoute(from: ParsedRoute, leadId: string): Route {
  if (from.name === 'unknown' || !listScreens.has(from.name)) return { name: 'lead', id: leadId };
  return { ...from, query: { ...from.query, lead: leadId } };
}

/** Opens a lead: beside the list on wide windows, in its place on narrow ones. */
export function openLead(leadId: string): void {
  navigate(leadRoute(currentRoute(), leadId));
}

/** Closes the open lead: the list it stood beside, or the pipeline. */
export function closeLead(): void {
  const current = currentRoute();
  if (current.name === 'lead' || current.name === 'unknown') navigate({ name: 'leads' });
  else setQuery({ lead: undefined });
}

let parsedFrom: string | undefined;
let parsed: ParsedRoute;

/** @returns the route of the window's address; the same object while the address stays */
export function currentRoute(): ParsedRoute {
  if (parsedFrom !== location.hash) {
    parsedFrom = location.hash;
    parsed = parseHash(location.hash);
  }
  return parsed;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

/** @returns the current route; renders again when the address changes */
export function useRoute(): ParsedRoute {
  return useSyncExternalStore(subscribe, currentRoute);
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A mistyped address: what cannot be decoded is taken as it stands.
    return part;
  }
}
