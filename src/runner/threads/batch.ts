// What passes between the main thread and a worker: a few jobs, their results, and what both see meanwhile.
import type { Job, Want, Wanted } from '../job.js';

export interface Batch {
  readonly jobs: readonly Job[];
  /** What both threads see. */
  readonly shared: SharedArrayBuffer;
}

/** Doubles in what is shared: how many of the jobs are done, the begun one by its share; and whether they are still wanted, 0 for yes. */
export const SHARED = { done: 0, unwanted: 1, bytes: 16 } as const;

export interface BatchResult<W extends Want> {
  readonly values: readonly Wanted[W][];
  readonly elapsedMs: number;
}
