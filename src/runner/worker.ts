// The worker thread's side: takes a batch of jobs, gives back their results.
import { type Job, PERFORM, type Want, type Wanted } from './job.js';

export interface Batch {
  readonly jobs: readonly Job[];
  /** One double: the worker writes how many of the jobs are done, the begun one by its share. */
  readonly progress: SharedArrayBuffer;
}

export interface BatchResult<W extends Want> {
  readonly values: readonly Wanted[W][];
  readonly elapsedMs: number;
}

const performing =
  <W extends Want>(want: W) =>
  ({ jobs, progress }: Batch): BatchResult<W> => {
    const done = new Float64Array(progress);
    const began = process.hrtime.bigint();
    const values = jobs.map((job, index) => {
      const value = PERFORM[want](job, (share) => {
        done[0] = index + share;
      });
      done[0] = index + 1;
      return value;
    });
    return { values, elapsedMs: Number(process.hrtime.bigint() - began) / 1e6 };
  };

export const runs = performing('runs');
export const watched = performing('watched');
export const figures = performing('figures');
export const bins = performing('bins');
