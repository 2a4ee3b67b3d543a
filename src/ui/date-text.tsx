import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
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

/** How long ago or, from a minute on, how soon, renewed as time passes; the exact time is the tooltip. @param props.at epoch milliseconds */
export function RelativeTime({ at }: { at: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const current = useNow();
  // A moment that has just passed may still be ahead of a clock that ticks twice a minute.
  const isJustNow = Math.abs(current - at) < 60_000;
  return (
    <time dateTime={new Date(at).toISOString()} title={format.dateTime(at)} className="tabular">
      {isJustNow ? t('justNow') : format.relative(at, current)}
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
