// Jobs on this machine's threads. The main thread stays free, so that progress shows and Ctrl-C is heard.
import { setMaxListeners } from 'node:events';
import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import type { RunResult } from '../result.js';
import type { Job } from './job.js';

export interface PoolOptions {
  /** Threads, 1 or more; all processors by default. */
  readonly workers?: number;
  /** Ends the jobs that have not finished. */
  readonly signal?: AbortSignal;
}

/** Results of finished jobs in the order of the jobs; those that were interrupted are left out. Throws what a job threw. */
export async function runJobs(jobs: readonly Job[], options: PoolOptions = {}): Promise<RunResult[]> {
  const threads = Math.max(1, Math.min(jobs.length, options.workers ?? availableParallelism()));
  const pool = new Piscina<Job, RunResult>({
    filename: new URL('./worker.js', import.meta.url).href,
    name: 'runJob',
    minThreads: threads,
    maxThreads: threads,
  });
  const { signal } = options;
  // Each job listens for the end; Node would take more than ten for a leak, and say so.
  if (signal) setMaxListeners(0, signal);
  try {
    const settled = await Promise.all(jobs.map((job) => finished(pool.run(job, signal ? { signal } : {}), signal)));
    return settled.filter((result) => result !== null);
  } finally {
    await pool.destroy();
  }
}

async function finished(run: Promise<RunResult>, signal: AbortSignal | undefined): Promise<RunResult | null> {
  try {
    return await run;
  } catch (error) {
    if (signal?.aborted) return null;
    throw error;
  }
}
