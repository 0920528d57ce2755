// One job: one replication of one scenario. Plain data, so that it goes to a thread or another machine as it is.
import type { RunResult } from '../result.js';
import type { Scenario } from '../scenario/types.js';
import { simulate } from '../simulate.js';
import { type Figures, figuresOf } from './figures.js';
import { eventFile, fileOpener, invocationFile } from './files.js';
import { type RowFormat, rowText } from './invocation-rows.js';

export interface Job {
  readonly scenario: Scenario;
  readonly replication: number;
  /** What the scenario's file names are relative to. */
  readonly directory: string;
  /** Where to write the event log, `null` for nowhere. */
  readonly eventsFile: string | null;
  /** Where to write this replication's invocations and how, `null` for nowhere. */
  readonly invocations: { readonly path: string; readonly format: RowFormat } | null;
  /** Whether what a month would cost is wanted as well. */
  readonly monthly: boolean;
}

/** What can be wanted of a job: all that a run gives, or its numbers alone. */
export interface Wanted {
  readonly runs: RunResult;
  readonly figures: Figures;
}

export type Want = keyof Wanted;

/** Is told the share that is simulated, from 0 to 1. */
type Progress = (share: number) => void;

export const PERFORM: { readonly [W in Want]: (job: Job, progress?: Progress) => Wanted[W] } = {
  runs: runJob,
  figures: (job, progress) => figuresOf(runJob(job, progress)),
};

function runJob(job: Job, progress: Progress = () => undefined): RunResult {
  const { scenario, replication, monthly } = job;
  const events = job.eventsFile === null ? null : eventFile(job.eventsFile);
  const invocations =
    job.invocations && invocationFile(job.invocations.path, rowText(job.invocations.format, replication));
  try {
    return simulate(scenario, replication, {
      open: fileOpener(job.directory),
      ...(events && { events: events.sink }),
      ...(invocations && { invocations: invocations.sink }),
      monthly,
      progress: (time) => progress(Math.min(1, time / scenario.duration)),
    });
  } finally {
    events?.close();
    invocations?.close();
  }
}
