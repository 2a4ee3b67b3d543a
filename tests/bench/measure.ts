/** Milliseconds a thing took, many times over. */
export type Timings = { readonly p50: number; readonly p95: number; readonly n: number };

/** Runs something n times. @returns its quantiles, milliseconds */
export async function timings(n: number, run: (i: number) => Promise<unknown>): Promise<Timings> {
  const times: number[] = [];
  for (let i = 0; i < n; i++) {
    const started = performance.now();
    await run(i);
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  const at = (q: number): number => Number(times[Math.min(n - 1, Math.floor(q * n))]!.toFixed(2));
  return { p50: at(0.5), p95: at(0.95), n };
}
