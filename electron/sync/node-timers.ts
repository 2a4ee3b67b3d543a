import type { Timers } from './transport.ts';

/** Real timers; they never keep the process alive. */
export const nodeTimers: Timers = {
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
