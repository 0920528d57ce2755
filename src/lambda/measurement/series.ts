// The series of a run under CloudWatch's metric names and statistics, one value a step, and ours beside them.
import type { Level } from '../../metrics/level.js';
import type { Window } from '../../metrics/window.js';
import type { MetricSeries } from '../../result.js';
import { CAUSES } from '../events.js';
import type { Levels, Measure } from './measure.js';

/** Metrics of one function. Those of provisioned concurrency are absent where none is configured, as in CloudWatch. */
export function functionSeries(measure: Measure): MetricSeries {
  const { perStep, levels, window, provisionedSlots } = measure;
  const busy = levels.concurrency.areas.map((area, step) => area - levels.onProvisioned.areas[step]!);
  const idle = levels.environments.areas.map((area, step) => area - busy[step]!);
  const coldStarts = CAUSES.map((cause, index) => [
    `ColdStarts${cause[0]!.toUpperCase()}${cause.slice(1)}`,
    { Sum: [...perStep.coldStarts[index]!] },
  ]);
  const common = {
    Invocations: { Sum: [...perStep.invocations] },
    Errors: { Sum: [...perStep.errors] },
    Throttles: { Sum: [...perStep.throttles] },
    ConcurrentExecutions: levelSeries(levels.concurrency, window),
    Environments: levelSeries(levels.environments, window),
    IdleEnvironments: { Average: averages(idle, window) },
    ...(Object.fromEntries(coldStarts) as MetricSeries),
  };
  if (provisionedSlots === 0) return common;
  // No metric without traffic: CloudWatch shows no datapoint, so neither do we.
  const utilisation = [...levels.onProvisioned.maxima].map((busiest) =>
    busiest > 0 ? busiest / provisionedSlots : null,
  );
  return {
    ...common,
    ProvisionedConcurrencyInvocations: { Sum: [...perStep.onProvisioned] },
    ProvisionedConcurrencySpilloverInvocations: { Sum: [...perStep.spillover] },
    ProvisionedConcurrentExecutions: levelSeries(levels.onProvisioned, window),
    ProvisionedConcurrencyUtilization: { Maximum: utilisation },
  };
}

/** Metrics of the account as a whole. */
export function accountSeries(levels: Levels, window: Window): MetricSeries {
  return { ConcurrentExecutions: levelSeries(levels.concurrency, window) };
}

function levelSeries(level: Level, window: Window): MetricSeries[string] {
  return { Maximum: [...level.maxima], Average: averages(level.areas, window) };
}

/** The last step may be shorter than the others. */
function averages(areas: Float64Array, { to, step }: Window): number[] {
  return [...areas].map((area, index) => area / (Math.min((index + 1) * step, to) - index * step));
}
