const minuteMs = 60_000;

/** When something that one logs happened: how long ago. */
export const whenOptions = ['now', 'minutes15', 'minutes30', 'hours1', 'hours2', 'hours4', 'yesterday'] as const;
export type WhenOption = (typeof whenOptions)[number];

const minutesAgo: Record<WhenOption, number> = {
  now: 0,
  minutes15: 15,
  minutes30: 30,
  hours1: 60,
  hours2: 120,
  hours4: 240,
  yesterday: 24 * 60,
};

/** @returns when it happened, epoch milliseconds */
export function momentOfOption(option: WhenOption, nowMs: number): number {
  return nowMs - minutesAgo[option] * minuteMs;
}
