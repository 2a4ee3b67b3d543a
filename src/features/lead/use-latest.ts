import { useEffect, useRef, type RefObject } from 'react';

/** Keeps the latest value at hand for callbacks that are registered once. */
export function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}
