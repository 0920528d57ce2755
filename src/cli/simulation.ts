// Simulates a scenario on this machine's threads: progress while it lasts, Ctrl-C to end it. What becomes of the result is
// the command's business.
import type { RunResult, Sensitivity } from '../result.js';
import type { Job } from '../runner/job.js';
import { runJobs } from '../runner/pool.js';
import type { Scenario } from '../scenario/types.js';
import { EXIT } from './fail.js';
import type { CheckedScenario } from './input/scenario.js';
import type { InvocationsFile } from './output/invocations.js';
import { showProgress } from './output/progress.js';

export interface Running {
  /** Threads; all processors by default. */
  readonly workers: number | undefined;
  readonly quiet: boolean;
  readonly signal: AbortSignal;
}

export interface SimulationOptions extends Running {
  /** Where the event log of the first replication goes; null for nowhere. */
  readonly events: string | null;
  /** Where the rows of every replication go; null for nowhere. */
  readonly invocations: InvocationsFile | null;
  /** Whether what a month would cost is wanted as well. */
  readonly monthly: boolean;
}

/** Every replication, in order; after an interruption those that had finished. */
export function simulateScenario(
  { scenario, directory }: CheckedScenario,
  { events, invocations, monthly, ...running }: SimulationOptions,
): Promise<readonly RunResult[]> {
  const jobs = jobsOf(scenario, directory).map((job): Job => {
    const eventsFile = job.replication === 0 ? events : null;
    return { ...job, eventsFile, invocations: invocations?.part(job.replication) ?? null, monthly };
  });
  return finished(scenario, jobs, running);
}

/** The scenario under every published keep-alive; its own `runs` are not repeated. `null` after an interruption. */
export async function keepAliveSensitivity(
  { scenario: own, directory }: CheckedScenario,
  runs: readonly RunResult[],
  running: Running,
): Promise<Sensitivity | null> {
  const { compared, keepAliveVariants } = await import('../experiments/sensitivity.js');
  const { inForce, scenarios } = keepAliveVariants(own);
  const others = scenarios.flatMap(([, scenario]) => scenario ?? []);
  // All in one pool, so that no thread waits for the last run of a setting.
  const jobs = others.flatMap((scenario) => jobsOf(scenario, directory));
  const reruns = await finished(own, jobs, running);
  if (reruns.length < jobs.length) return null;
  const runsOf = (scenario: Scenario): readonly RunResult[] => {
    const first = others.indexOf(scenario) * own.replications;
    return reruns.slice(first, first + own.replications);
  };
  const rows = scenarios.map(([name, scenario]) => [name, compared(own, scenario ? runsOf(scenario) : runs)] as const);
  return { keepAlive: Object.fromEntries(rows), inForce: { keepAlive: inForce } };
}

function jobsOf(scenario: Scenario, directory: string): Job[] {
  return Array.from({ length: scenario.replications }, (_, replication) => {
    const progress = new SharedArrayBuffer(8);
    return { scenario, replication, directory, eventsFile: null, invocations: null, monthly: false, progress };
  });
}

async function finished(scenario: Scenario, jobs: readonly Job[], { workers, quiet, signal }: Running) {
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
