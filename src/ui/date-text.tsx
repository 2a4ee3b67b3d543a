import { useSyncExternalStore } from 'react';
import { useFormat } from '../i18n/use-format.ts';

const tickMs = 30_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = Date.now();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // While nobody listened, time went on.
  if (timer === undefined) now = Date.now();
  timer ??= setInterval(() => {
    now = Date.now();
    for (const tell of listeners) tell();
  }, tickMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** @returns epoch milliseconds, renewed every half minute by one timer for the whole window */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

/** How long ago or how soon, renewed as time passes; the exact time is the tooltip. @param props.at epoch milliseconds */
export function RelativeTime({ at }: { at: number }) {
  const format = useFormat();
  const current = useNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={format.dateTime(at)} className="tabular">
      {format.relative(at, current)}
    </time>
  );
}

/** A date, a time or both. @param props.at epoch milliseconds */
export function DateText({ at, as = 'date' }: { at: number; as?: 'day' | 'date' | 'longDate' | 'time' | 'dateTime' }) {
  const format = useFormat();
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={as === 'dateTime' ? undefined : format.dateTime(at)}
      className="tabular"
    >
      {format[as](at)}
    </time>
  );
}
