// Whoever does jobs, here or elsewhere. An experiment says what is to be run and does not care where.
import { type Job, PERFORM, type Want, type Wanted } from './job.js';

/** What one job gave; `index` is its place among the jobs. */
export interface Done<T> {
  readonly index: number;
  readonly value: T;
}

export interface Executor {
  /**
   * The results in the order of the jobs, which are asked for as there is room, so that a few are under way at a time. Whoever has
   * seen enough leaves the loop. Jobs that were interrupted are left out. Throws what a job threw.
   */
  results<W extends Want>(want: W, jobs: Iterable<Job>): AsyncGenerator<Done<Wanted[W]>, void, undefined>;
}

/** One job after another, in this thread. */
export const HERE: Executor = {
  async *results(want, jobs) {
    let index = 0;
    for (const job of jobs) yield { index: index++, value: PERFORM[want](job) };
  },
};
