import type { DeviceReport } from './options.ts';

/** Milliseconds from an edit until it is visible on another device, with both online all the while. */
export type Latencies = { readonly n: number; readonly p50: number; readonly p95: number; readonly max: number };

/** @param devices of one organization @returns each time that a note was seen on another device */
export function timesToOthers(devices: readonly DeviceReport[]): number[] {
  const written = new Map(devices.flatMap((author) => author.notes.map(({ id, at }) => [id, { author, at }] as const)));
  return devices.flatMap((observer) =>
    observer.seen.flatMap(({ id, at: seenAt }) => {
      const note = written.get(id);
      if (!note || wasOffline(note.author, note.at, seenAt) || wasOffline(observer, note.at, seenAt)) return [];
      return [seenAt - note.at];
    }),
  );
}

function wasOffline({ offline }: DeviceReport, from: number, to: number): boolean {
  return offline.some((away) => away.from <= to && away.to >= from);
}

export function quantiles(times: readonly number[]): Latencies {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (q: number): number => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
  return { n: sorted.length, p50: at(0.5), p95: at(0.95), max: sorted.at(-1) ?? 0 };
}
