// What a run leaves of the lives of its environments, beside its result: packed by runner/timeline, shown by report/timeline.

/** Of one replication. Times are microseconds of simulated time. */
export interface Timeline {
  /** The lives, as runner/timeline/packed-lives.ts describes them. */
  readonly bytes: Uint8Array;
  /** By the numbers that they have in `bytes`, as the following. */
  readonly functions: readonly TimelineFunction[];
  readonly ways: readonly Way[];
  /** What occurs of what environments do beside requests. */
  readonly stretches: readonly string[];
  /** Why environments ended, in the words of the event log. */
  readonly ends: readonly string[];
  /** Why requests were throttled. */
  readonly reasons: readonly string[];
  /** The simulated time, or that of what happened last, if later. */
  readonly end: number;
  /** When the room for invocations was used up, `null` where all of them are there. Later there are lives alone. */
  readonly detailsUntil: number | null;
  /** When the room for lives was used up; nothing is there of what began or ended later. */
  readonly livesUntil: number | null;
}

/** How a request was served. */
export interface Way {
  readonly start: 'cold' | 'warm' | 'provisioned';
  /** Of a cold start. */
  readonly cause: string | null;
  readonly outcome: string;
  readonly spillover: boolean;
  readonly suppressedInit: boolean;
}

/** What happened to its environments in the whole run, whatever there was room for. */
export interface TimelineFunction {
  readonly name: string;
  /** Environments that a request was to wait for. */
  readonly cold: number;
  /** Those made ready on demand before a request came. */
  readonly prepared: number;
  readonly provisioned: number;
  /** How many ended, by why. */
  readonly ended: Readonly<Record<string, number>>;
  readonly throttles: number;
}
