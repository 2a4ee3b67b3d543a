import { normalizeText } from '../../../core/schema/normalize.ts';
import type { SearchHit } from '../../../core/queries/search.ts';
import { openLead, navigate } from '../../app/router.ts';
import type { Shortcut } from '../../app/shortcuts.ts';

/** One line of the palette: an action with its shortcut, or something found. */
export type PaletteItem =
  | { readonly kind: 'action'; readonly id: string; readonly shortcut: Shortcut }
  | { readonly kind: 'hit'; readonly id: string; readonly hit: SearchHit };

/** @returns the actions whose label holds every word of the term; all for an empty term */
export function matchingActions(shortcuts: readonly Shortcut[], term: string): readonly PaletteItem[] {
  const words = normalizeText(term).split(' ').filter(Boolean);
  return shortcuts
    .filter(({ label }) => words.every((word) => normalizeText(label).includes(word)))
    .map((shortcut) => ({ kind: 'action', id: shortcut.id, shortcut }));
}

/** What was found, in its order. */
export function hitItems(hits: readonly SearchHit[]): readonly PaletteItem[] {
  return hits.map((hit) => ({ kind: 'hit', id: `${hit.kind}.${hit.id}`, hit }));
}

/** Does what a line says. */
export function runItem(item: PaletteItem): void {
  if (item.kind === 'action') item.shortcut.run();
  else openHit(item.hit);
}

function openHit({ kind, id, leadId, title }: SearchHit): void {
  if (leadId !== null) openLead(leadId);
  else if (kind === 'account') navigate({ name: 'leads', query: { accountId: id } });
  else navigate({ name: 'leads', query: { search: title } });
}

/** @returns the position after a key, going round at the ends */
export function movedSelection(selected: number, key: string, count: number): number {
  if (count === 0) return 0;
  switch (key) {
    case 'ArrowDown':
      return (selected + 1) % count;
    case 'ArrowUp':
      return (selected - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return selected;
  }
}
