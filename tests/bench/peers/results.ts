import type { RoundResult } from './round.ts';

/** One contestant at one size. */
export type Contestant = {
  readonly name: string;
  readonly title: string;
  readonly rounds: RoundResult[];
  /** Why it is left out at this size on purpose. */
  readonly leftOut: string | null;
  /** Why it could not be installed or run to the end. */
  failure: string | null;
};

export type Contest = { readonly leads: number; readonly contestants: readonly Contestant[] };

/** What is written as JSON. */
export type PeersRun = {
  readonly at: string;
  readonly node: string;
  readonly cpu: string;
  readonly memoryGb: number;
  /** The system's load of the minute before, on so many cores. */
  readonly loadAtStart: number;
  readonly edits: number;
  /** Nobody failed: every contestant that is not left out on purpose has all its rounds. */
  readonly complete: boolean;
  readonly contests: readonly Contest[];
};
