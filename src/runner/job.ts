// One job: one replication of one scenario. Plain data, so that it goes to a thread or another machine as it is.
import type { RunResult } from '../result.js';
import type { Scenario } from '../scenario/types.js';
import { simulate } from '../simulate.js';
import { eventFile, fileOpener } from './files.js';

export interface Job {
  readonly scenario: Scenario;
  readonly replication: number;
  /** What the scenario's file names are relative to. */
  readonly directory: string;
  /** Where to write the event log, `null` for nowhere. */
  readonly eventsFile: string | null;
  /** One double: the worker writes the simulated microseconds so far, whoever waits reads them. */
  readonly progress: SharedArrayBuffer;
}

export function runJob(job: Job): RunResult {
  const progress = new Float64Array(job.progress);
  const events = job.eventsFile === null ? null : eventFile(job.eventsFile);
  try {
    const result = simulate(job.scenario, job.replication, {
      open: fileOpener(job.directory),
      ...(events && { events: events.sink }),
      progress: (time) => {
        progress[0] = Math.min(time, job.scenario.duration);
      },
    });
    progress[0] = job.scenario.duration;
    return result;
  } finally {
    events?.close();
  }
}
