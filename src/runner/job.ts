// One job: one replication of one scenario. Plain data, so that it goes to a thread or another machine as it is.
import type { InvocationSink } from '../lambda/measurement/invocation-log.js';
import type { RunResult } from '../result.js';
import type { Scenario } from '../scenario/types.js';
import { simulate } from '../simulate.js';
import { type BinnedSums, type Binning, invocationBins } from './bins/invocation-bins.js';
import { type Figures, figuresOf } from './figures.js';
import { eventFile, fileOpener, invocationFile, traceFile } from './files.js';
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
  /** Where to write the lives of the environments as a Chrome trace, if that is wanted. */
  readonly traceFile?: string | null;
  /** Whether what a month would cost is wanted as well. */
  readonly monthly: boolean;
  /** How the measured time is cut, where that is wanted. */
  readonly binning?: Binning;
}

/** What can be wanted of a job: all that a run gives, its numbers alone, or both it and what happened in each bin. */
export interface Wanted {
  readonly runs: RunResult;
  readonly figures: Figures;
  readonly bins: { readonly run: RunResult; readonly bins: BinnedSums };
}

export type Want = keyof Wanted;

/** Is told the share that is simulated, from 0 to 1. */
type Progress = (share: number) => void;

export const PERFORM: { readonly [W in Want]: (job: Job, progress?: Progress) => Wanted[W] } = {
  runs: runJob,
  figures: (job, progress) => figuresOf(runJob(job, progress)),
  bins: (job, progress) => {
    if (job.binning === undefined) throw new TypeError('the job does not say how to cut the time');
    const bins = invocationBins(job.scenario, job.binning);
    const run = runJob(job, progress, bins.sink);
    return { run, bins: bins.finish() };
  },
};

function runJob(job: Job, progress: Progress = () => undefined, alsoTo?: InvocationSink): RunResult {
  const { scenario, replication, monthly } = job;
  const events = job.eventsFile === null ? null : eventFile(job.eventsFile);
  const trace = job.traceFile == null ? null : traceFile(job.traceFile, scenario, replication);
  const invocations =
    job.invocations && invocationFile(job.invocations.path, rowText(job.invocations.format, replication));
  const eventSink = together(events?.sink, trace?.sink.events);
  const invocationSink = together(invocations?.sink, trace?.sink.invocations, alsoTo);
  try {
    return simulate(scenario, replication, {
      open: fileOpener(job.directory),
      ...(eventSink && { events: eventSink }),
      ...(invocationSink && { invocations: invocationSink }),
      monthly,
      progress: (time) => progress(Math.min(1, time / scenario.duration)),
    });
  } finally {
    events?.close();
    trace?.close();
    invocations?.close();
  }
}

/** One listener in the place of several; none where there is none. */
function together<Args extends readonly unknown[]>(
  ...sinks: readonly (((...args: Args) => void) | undefined)[]
): ((...args: Args) => void) | undefined {
  const [one, ...others] = sinks.filter((sink) => sink !== undefined);
  if (one === undefined || others.length === 0) return one;
  return (...args) => {
    one(...args);
    for (const other of others) other(...args);
  };
}
