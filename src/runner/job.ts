// One job: one replication of one scenario. Plain data, so that it goes to a thread or another machine as it is.
import type { InvocationSink } from '../lambda/measurement/invocation-log.js';
import type { Timeline } from '../metrics/timeline.js';
import type { RunResult } from '../result.js';
import type { Scenario } from '../scenario/types.js';
import { simulate } from '../simulate.js';
import { type BinnedSums, type Binning, invocationBins } from './bins/invocation-bins.js';
import { type Figures, figuresOf } from './figures.js';
import { eventFile, fileOpener, invocationFile, traceFile } from './files.js';
import { type RowFormat, rowText } from './invocation-rows.js';
import { type Room, TimelineRecorder } from './timeline/recorder.js';

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
  /** A timeline is wanted for each of these. */
  readonly timelines?: readonly Room[];
  /** Whether what a month would cost is wanted as well. */
  readonly monthly: boolean;
  /** How the measured time is cut, where that is wanted. */
  readonly binning?: Binning;
}

/** A run, and its timelines in the order in which the job wants them. */
export interface Watched {
  readonly run: RunResult;
  readonly timelines: readonly Timeline[];
}

/** What can be wanted of a job: all that a run gives, its numbers alone, its timelines too, or also what happened in each bin. */
export interface Wanted {
  readonly runs: RunResult;
  readonly figures: Figures;
  readonly watched: Watched;
  readonly bins: Watched & { readonly bins: BinnedSums };
}

export type Want = keyof Wanted;

/** Is told the share that is simulated, from 0 to 1. */
type Progress = (share: number) => void;

export const PERFORM: { readonly [W in Want]: (job: Job, progress?: Progress) => Wanted[W] } = {
  runs: (job, progress) => runJob(job, progress).run,
  figures: (job, progress) => figuresOf(runJob(job, progress).run),
  watched: (job, progress) => runJob(job, progress),
  bins: (job, progress) => {
    if (job.binning === undefined) throw new TypeError('the job does not say how to cut the time');
    const bins = invocationBins(job.scenario, job.binning);
    return { ...runJob(job, progress, bins.sink), bins: bins.finish() };
  },
};

function runJob(job: Job, progress: Progress = () => undefined, alsoTo?: InvocationSink): Watched {
  const { scenario, replication, monthly } = job;
  const events = job.eventsFile === null ? null : eventFile(job.eventsFile);
  const trace = job.traceFile == null ? null : traceFile(job.traceFile, scenario, replication);
  const invocations =
    job.invocations && invocationFile(job.invocations.path, rowText(job.invocations.format, replication));
  const recorders = (job.timelines ?? []).map((room) => new TimelineRecorder(room));
  const eventSink = together([events?.sink, trace?.sink.events, ...recorders.map((each) => each.events)]);
  const invocationSink = together([
    ...[invocations?.sink, trace?.sink.invocations, alsoTo],
    ...recorders.map((each) => each.invocations),
  ]);
  try {
    const run = simulate(scenario, replication, {
      open: fileOpener(job.directory),
      ...(eventSink && { events: eventSink }),
      ...(invocationSink && { invocations: invocationSink }),
      monthly,
      progress: (time) => progress(Math.min(1, time / scenario.duration)),
    });
    return { run, timelines: recorders.map((each) => each.finish(scenario.duration)) };
  } finally {
    events?.close();
    trace?.close();
    invocations?.close();
  }
}

/** One listener in the place of several; none where there is none. */
function together<Args extends readonly unknown[]>(
  given: readonly (((...args: Args) => unknown) | undefined)[],
): ((...args: Args) => unknown) | undefined {
  const [one, ...others] = given.filter((sink) => sink !== undefined);
  if (one === undefined || others.length === 0) return one;
  return (...args) => {
    one(...args);
    for (const other of others) other(...args);
  };
}
