// Conditional requests (RFC 9110, section 13) on single rows.
import { contentHash } from '../../core/kernel/canonical-json.ts';
import { HttpProblem } from './problem.ts';

/**
 * The tag of a row as it is shown: its own version, then a digest of everything shown with it. A write compares the version only,
 * so that a renamed stage makes nobody's edit stale; a read compares all.
 */
export function etagOf(shown: { readonly version?: unknown }): string {
  return `"${String(shown.version ?? 0)}.${contentHash(shown).slice(0, 24)}"`;
}

/**
 * @param header If-Match
 * @returns the version that the row must have; undefined where any will do
 * @throws HttpProblem 412 for what is no tag of ours
 */
export function expectedVersion(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const found = /^"(\d{1,15})\.[0-9a-f]{24}"$/.exec(header.trim());
  if (!found) throw new HttpProblem('PRECONDITION_FAILED');
  return Number(found[1]);
}

/** @returns whether If-None-Match names the tag, or any */
export function namesTag(header: string | undefined, etag: string): boolean {
  return (header ?? '').split(',').some((text) => ['*', etag, `W/${etag}`].includes(text.trim()));
}
