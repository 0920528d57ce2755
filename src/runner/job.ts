// One job: one replication of one scenario. Plain data, so that it goes to a thread or another machine as it is.
import type { RunResult } from '../result.js';
import type { Scenario } from '../scenario/types.js';
import { simulate } from '../simulate.js';
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
  /** One double: the worker writes the simulated microseconds so far, whoever waits reads them. */
  readonly progress: SharedArrayBuffer;
}

export function runJob(job: Job): RunResult {
  const progress = new Float64Array(job.progress);
  const events = job.eventsFile === null ? null : eventFile(job.eventsFile);
  const invocations =
    job.invocations && invocationFile(job.invocations.path, rowText(job.invocations.format, job.replication));
  try {
    const result = simulate(job.scenario, job.replication, {
      open: fileOpener(job.directory),
      ...(events && { events: events.sink }),
      ...(invocations && { invocations: invocations.sink }),
      monthly: job.monthly,
      progress: (time) => {
        progress[0] = Math.min(time, job.scenario.duration);
      },
    });
    progress[0] = job.scenario.duration;
    return result;
  } finally {
    events?.close();
    invocations?.close();
  }
}
