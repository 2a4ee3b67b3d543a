import { diff3Merge } from 'node-diff3';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { MergePolicy } from '../../schema/define-table.ts';

/** One field of an edit: the value its author saw, and the one they made of it. JSON values; null for an empty cell. */
export type FieldChange = { readonly from: unknown; readonly to: unknown };

/**
 * Merges an edit with what others have made of the field since, by the column's policy (docs/sync.md).
 * @param current what the field holds now; differs from `change.from`
 * @returns the merged value, or undefined when the policy cannot merge and the later edit wins
 */
export function mergeValues(policy: MergePolicy, change: FieldChange, current: unknown): unknown {
  const { from, to } = change;
  switch (policy) {
    case 'sum':
      if (![from, to, current].every((value) => typeof value === 'number')) return undefined;
      return (current as number) + (to as number) - (from as number);
    case 'set': {
      const [before, wanted, present] = [from ?? [], to ?? [], current ?? []];
      if (!Array.isArray(before) || !Array.isArray(wanted) || !Array.isArray(present)) return undefined;
      return mergeSets(before, wanted, present);
    }
    case 'text': {
      const [before, wanted, present] = [from ?? '', to ?? '', current ?? ''];
      if (typeof before !== 'string' || typeof wanted !== 'string' || typeof present !== 'string') return undefined;
      return mergeTexts(before, wanted, present);
    }
    default:
      return undefined;
  }
}

/** What the author added stays added, what they removed goes; everything else is as the others left it. */
function mergeSets(from: readonly unknown[], to: readonly unknown[], current: readonly unknown[]): unknown[] {
  const before = new Set(from.map(canonicalJson));
  const wanted = new Set(to.map(canonicalJson));
  const present = new Set(current.map(canonicalJson));
  const kept = current.filter((item) => !before.has(canonicalJson(item)) || wanted.has(canonicalJson(item)));
  const added = to.filter((item) => !before.has(canonicalJson(item)) && !present.has(canonicalJson(item)));
  return [...kept, ...added];
}

/** Three-way merge by words (Khanna, Kunal, Pierce: "A Formal Investigation of Diff3", 2007). @returns undefined when not clean */
function mergeTexts(from: string, to: string, current: string): string | undefined {
  const regions = diff3Merge(wordsOf(to), wordsOf(from), wordsOf(current), { excludeFalseConflicts: true });
  if (regions.some((region) => region.conflict)) return undefined;
  return regions.flatMap((region) => region.ok ?? []).join('');
}

/** Words with the white space behind them, so that joining gives the text back. */
const wordsOf = (text: string): string[] => text.split(/(?<=\s)(?=\S)/);
