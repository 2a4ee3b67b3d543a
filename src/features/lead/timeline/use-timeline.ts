import { useState } from 'react';
import { timeline, type Timeline, type TimelineEntry, type TimelineKind } from '../../../../core/queries/timeline.ts';
import { useQueries } from '../../../bridge/hooks.ts';

const pageSize = 50;

type Before = NonNullable<Timeline['nextBefore']>;

/**
 * A lead's timeline, live, as many pages as were asked for.
 * @param kinds all when absent; mount anew (`key`) for other kinds
 */
export function useTimeline(
  leadId: string,
  kinds?: readonly TimelineKind[],
): {
  readonly entries: readonly TimelineEntry[];
  readonly counts: Timeline['counts'] | undefined;
  /** Shows the next page; undefined when there is none. */
  readonly showMore: (() => void) | undefined;
} {
  const [starts, setStarts] = useState<readonly (Before | undefined)[]>([undefined]);
  const pages = useQueries(
    timeline,
    starts.map((before) => ({
      leadId,
      limit: pageSize,
      ...(kinds ? { kinds: [...kinds] } : {}),
      ...(before ? { before } : {}),
    })),
  );
  const next = pages.at(-1)?.nextBefore;
  return {
    entries: pages.flatMap((page) => page?.entries ?? []),
    counts: pages[0]?.counts,
    showMore: next ? () => setStarts([...starts, next]) : undefined,
  };
}
