// The worker thread's side: takes a batch of jobs, gives back their results.

import { PERFORM, type Want } from '../job.js';
import { type Batch, type BatchResult, SHARED } from './batch.js';

/** Thrown within a job that nobody waits for any more. */
class Unwanted extends Error {}

/** Answers `null` where the jobs were given up meanwhile: a thread that is ended from outside may take the process with it. */
const performing =
  <W extends Want>(want: W) =>
  ({ jobs, shared }: Batch): BatchResult<W> | null => {
    const both = new Float64Array(shared);
    const began = process.hrtime.bigint();
    const tell = (done: number): void => {
      if (both[SHARED.unwanted] !== 0) throw new Unwanted();
      both[SHARED.done] = done;
    };
    try {
      const values = jobs.map((job, index) => {
        tell(index);
        return PERFORM[want](job, (share) => tell(index + share));
      });
      both[SHARED.done] = jobs.length;
      return { values, elapsedMs: Number(process.hrtime.bigint() - began) / 1e6 };
    } catch (error) {
      if (error instanceof Unwanted) return null;
      throw error;
    }
  };

export const runs = performing('runs');
export const watched = performing('watched');
export const figures = performing('figures');
export const bins = performing('bins');
