// Replications of one scenario: as many as it says, or until one metric is known well enough.

import type { Timeline } from '../metrics/timeline.js';
import type { PrecisionOutcome } from '../precision-result.js';
import type { RunResult } from '../result.js';
import type { Executor } from '../runner/executor.js';
import { figuresOf } from '../runner/figures.js';
import type { Job } from '../runner/job.js';
import type { Scenario } from '../scenario/types.js';
import type { BatchMeans } from '../steady-result.js';
import { type Precision, PrecisionWatch } from './precision.js';

/** What all jobs of an experiment have in common. */
export interface Setup {
  /** What the scenario's file names are relative to. */
  readonly directory: string;
  /** Whether what a month would cost is wanted as well. */
  readonly monthly: boolean;
}

export interface Replications {
  /** In order; after an interruption those that had finished. */
  readonly runs: readonly RunResult[];
  readonly precision: PrecisionOutcome | undefined;
  /** Of the first run, in the order in which `logs` wants them. */
  readonly timelines: readonly Timeline[];
  /** Of one that was cut into batches. */
  readonly batchMeans?: BatchMeans;
}

export type ReplicateSetup = Setup & {
  readonly precision?: Precision | undefined;
  /** Where the logs of a replication go, if anywhere, and which timelines are wanted of it. */
  readonly logs?: (replication: number) => Pick<Job, 'eventsFile' | 'invocations' | 'traceFile' | 'timelines'>;
};

export async function replicate(executor: Executor, scenario: Scenario, setup: ReplicateSetup): Promise<Replications> {
  const { precision, logs } = setup;
  const watch = precision && new PrecisionWatch(precision);
  const runs: RunResult[] = [];
  const ofFirst: Timeline[] = [];
  const jobs = jobsOf(scenario, setup, precision?.limit ?? scenario.replications, logs);
  for await (const { value } of executor.results('watched', jobs)) {
    const { run, timelines } = value;
    if (runs.length === 0) ofFirst.push(...timelines);
    runs.push(run);
    if (precision && watch?.isEnough(figuresOf(run).get(precision.metric))) break;
  }
  return { runs, precision: watch?.outcome(), timelines: ofFirst };
}

export function jobOf(scenario: Scenario, replication: number, { directory, monthly }: Setup): Job {
  return { scenario, replication, directory, eventsFile: null, invocations: null, monthly };
}

export function* jobsOf(
  scenario: Scenario,
  setup: Setup,
  count: number,
  logs?: ReplicateSetup['logs'],
): Generator<Job, void, undefined> {
  for (let replication = 0; replication < count; replication++) {
    yield { ...jobOf(scenario, replication, setup), ...logs?.(replication) };
  }
}
