// The series of a run under CloudWatch's metric names and statistics, one value a step, and ours beside them.
import type { Level } from '../../metrics/level.js';
import type { Window } from '../../metrics/window.js';
import type { MetricSeries } from '../../result.js';
import { CAUSES } from '../events.js';
import type { UnreservedLevels } from '../limits/concurrency.js';
import type { AliasMeasure } from './alias-measure.js';
import type { Levels } from './levels.js';
import type { Measure } from './measure.js';
import type { ProvisionedLevels } from './provisioned-levels.js';
import type { AsynchronousCounts } from './step-counts.js';

/**
 * Metrics of one function. Those of provisioned concurrency are absent where none is configured, those of asynchronous events where
 * nobody hands any over, as in CloudWatch.
 */
export function functionSeries(measure: Measure): MetricSeries {
  const { perStep, levels, window, provisioned } = measure;
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
    ...(perStep.events === null ? {} : eventSeries(perStep.events)),
  };
  if (provisioned === null) return common;
  return {
    ...common,
    ProvisionedConcurrencyInvocations: { Sum: [...perStep.onProvisioned] },
    ProvisionedConcurrencySpilloverInvocations: { Sum: [...perStep.spillover] },
    ProvisionedConcurrentExecutions: levelSeries(levels.onProvisioned, window),
    ProvisionedConcurrencyUtilization: utilizationSeries(provisioned, window),
  };
}

/** Of asynchronous events, ages in milliseconds (M-ASYNC-METRICS). */
function eventSeries({ receivals, givenUp, loops, invocations, ages, oldest }: AsynchronousCounts): MetricSeries {
  const ofInvocations = (value: (step: number) => number): (number | null)[] =>
    [...invocations].map((count, step) => (count > 0 ? value(step) / 1000 : null));
  return {
    AsyncEventsReceived: { Sum: [...receivals] },
    AsyncEventAge: {
      Maximum: ofInvocations((step) => oldest[step]!),
      Average: ofInvocations((step) => ages[step]! / invocations[step]!),
    },
    AsyncEventsDropped: { Sum: [...givenUp] },
    RecursiveInvocationsDropped: { Sum: [...loops] },
  };
}

/** Metrics of one alias or version with provisioned concurrency; the last three are ours. */
export function aliasSeries({ onProvisioned, spillover }: AliasMeasure, levels: ProvisionedLevels): MetricSeries {
  const { window } = levels;
  return {
    ProvisionedConcurrencyInvocations: { Sum: [...onProvisioned] },
    ProvisionedConcurrencySpilloverInvocations: { Sum: [...spillover] },
    ProvisionedConcurrentExecutions: levelSeries(levels.used, window),
    ProvisionedConcurrencyUtilization: utilizationSeries(levels, window),
    RequestedProvisionedConcurrency: levelSeries(levels.requested, window),
    AllocatedProvisionedConcurrency: levelSeries(levels.allocated, window),
    AvailableProvisionedConcurrency: levelSeries(levels.available, window),
  };
}

/** No metric without traffic: CloudWatch shows no datapoint, so neither do we (M-NO-DATA). */
function utilizationSeries({ utilization, isAvailable }: ProvisionedLevels, { steps }: Window): MetricSeries[string] {
  const shown = (value: (step: number) => number): (number | null)[] =>
    Array.from({ length: steps }, (_, step) => (utilization.maxima[step]! > 0 ? value(step) : null));
  return {
    Maximum: shown((step) => utilization.maxima[step]!),
    Average: shown((step) => (isAvailable.areas[step]! > 0 ? utilization.areas[step]! / isAvailable.areas[step]! : 0)),
  };
}

/** Metrics of the account as a whole. */
export function accountSeries(levels: Levels, unreserved: UnreservedLevels | null, window: Window): MetricSeries {
  const all = levelSeries(levels.concurrency, window);
  return {
    ConcurrentExecutions: all,
    UnreservedConcurrentExecutions: unreserved === null ? all : levelSeries(unreserved.executions, window),
    ClaimedAccountConcurrency: unreserved === null ? all : levelSeries(unreserved.claimed, window),
  };
}

/** Of what is known at every moment. */
export function levelSeries(level: Level, window: Window): MetricSeries[string] {
  return { Maximum: [...level.maxima], Average: averages(level.areas, window) };
}

/** The last step may be shorter than the others. */
function averages(areas: Float64Array, { to, step }: Window): number[] {
  return [...areas].map((area, index) => area / (Math.min((index + 1) * step, to) - index * step));
}
