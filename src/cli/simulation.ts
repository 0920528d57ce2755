// Experiments on this machine's threads: progress while they last, Ctrl-C to end them. What becomes of the results is the
// command's business.
import { WorkerPool } from '../runner/threads/pool.js';
import { EXIT } from './fail.js';
import { showProgress } from './output/progress.js';

export interface Running {
  /** Threads; all processors by default. */
  readonly workers: number | undefined;
  readonly quiet: boolean;
  readonly signal: AbortSignal;
}

/** What the progress bar speaks of. */
export interface Extent {
  readonly name: string;
  readonly jobs: number;
  /** How much time each of the jobs simulates. */
  readonly simulatedMs: number;
}

/** Threads for the length of some work, whose progress is shown. */
export async function withWorkers<T>(
  { workers, quiet, signal }: Running,
  { name, jobs, simulatedMs }: Extent,
  work: (pool: WorkerPool) => Promise<T>,
): Promise<T> {
  const pool = new WorkerPool({ workers: Math.min(workers ?? Infinity, jobs), signal });
  const progress = quiet ? null : showProgress(name, () => pool.done / jobs, simulatedMs * jobs);
  try {
    return await work(pool);
  } finally {
    progress?.stop();
    await pool.close();
  }
}

/** Ctrl-C aborts the work, which then ends in its own way; a second one ends the process at once. */
export async function untilInterrupted<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const onInterrupt = (): void => {
    if (abort.signal.aborted) process.exit(EXIT.interrupted);
    abort.abort();
  };
  process.on('SIGINT', onInterrupt);
  try {
    return await work(abort.signal);
  } finally {
    process.off('SIGINT', onInterrupt);
  }
}
