// Simulates a scenario on this machine's threads: progress while it lasts, Ctrl-C to end it. What becomes of the result is
// the command's business.
import type { RunResult } from '../result.js';
import type { Job } from '../runner/job.js';
import { runJobs } from '../runner/pool.js';
import { EXIT } from './fail.js';
import type { CheckedScenario } from './input/scenario.js';
import type { InvocationsFile } from './output/invocations.js';
import { showProgress } from './output/progress.js';

export interface SimulationOptions {
  /** Threads; all processors by default. */
  readonly workers: number | undefined;
  /** Where the event log of the first replication goes; null for nowhere. */
  readonly events: string | null;
  /** Where the rows of every replication go; null for nowhere. */
  readonly invocations: InvocationsFile | null;
  readonly quiet: boolean;
  readonly signal: AbortSignal;
}

/** Every replication, in order; after an interruption those that had finished. */
export async function simulateScenario(
  { scenario, directory }: CheckedScenario,
  { workers, events, invocations, quiet, signal }: SimulationOptions,
): Promise<readonly RunResult[]> {
  const jobs = Array.from({ length: scenario.replications }, (_, replication): Job => {
    const eventsFile = replication === 0 ? events : null;
    const part = invocations?.part(replication) ?? null;
    return { scenario, replication, directory, eventsFile, invocations: part, progress: new SharedArrayBuffer(8) };
  });
  const clocks = jobs.map((job) => new Float64Array(job.progress));
  const done = (): number => clocks.reduce((sum, [time]) => sum + time! / scenario.duration, 0) / jobs.length;
  const progress = quiet ? null : showProgress(scenario.name, done, (scenario.duration / 1000) * jobs.length);
  try {
    return await runJobs(jobs, { signal, ...(workers !== undefined && { workers }) });
  } finally {
    progress?.stop();
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
