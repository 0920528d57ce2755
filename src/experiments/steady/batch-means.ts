// What one long run says by itself: its measured time in equal batches, and intervals from how much they differ (M-BATCH-MEANS).

import type { BinSums } from '../../metrics/bins.js';
import { halfWidth95 } from '../../metrics/interval.js';
import type { BinnedSums } from '../../runner/bins/invocation-bins.js';
import type { Executor } from '../../runner/executor.js';
import type { Scenario } from '../../scenario/types.js';
import type { BatchFigures, BatchMean, BatchMeans } from '../../steady-result.js';
import { jobOf, type ReplicateSetup, type Replications } from '../replicate.js';

/** The first replication in so many batches; no run after an interruption. */
export async function runInBatches(
  executor: Executor,
  scenario: Scenario,
  { logs, ...setup }: ReplicateSetup,
  batches: number,
): Promise<Replications> {
  const job = { ...jobOf(scenario, 0, setup), ...logs?.(0), binning: { bins: batches, apart: true } };
  for await (const { value } of executor.results('bins', [job])) {
    const batchMeans = batchMeansOf(value.bins, scenario.duration - scenario.warmup);
    return { runs: [value.run], timelines: value.timelines, precision: undefined, batchMeans };
  }
  return { runs: [], timelines: [], precision: undefined };
}

/** `measured` is the time that the bins make up, in microseconds. */
export function batchMeansOf({ total, functions }: BinnedSums, measured: number): BatchMeans {
  const batches = total.attempts.length;
  return {
    batches,
    batchMs: measured / batches / 1000,
    functions: Object.fromEntries(Object.entries(functions).map(([name, sums]) => [name, figuresOf(sums, measured)])),
    total: figuresOf(total, measured),
  };
}

function figuresOf(sums: BinSums, measured: number): BatchFigures {
  const batches = sums.attempts.length;
  const inMilliseconds = sums.latency.map((micros) => micros / 1000);
  return {
    latencyMs: batchMean(inMilliseconds, sums.answers),
    coldStartRate: batchMean(sums.coldStarts, sums.invocations),
    throttleRate: batchMean(sums.throttles, sums.attempts),
    concurrency: batchMean(
      sums.busy,
      sums.busy.map(() => measured / batches),
    ),
  };
}

/**
 * The ratio of two sums that each batch has a part of, as the run's own figures are: batches without a request count as such. What
 * a batch adds is how far its part lies off the common ratio, by the mean of the denominators.
 */
export function batchMean(above: readonly number[], below: readonly number[]): BatchMean {
  const all = sum(below);
  if (all === 0) return { mean: null, ci95: null, autocorrelation: null, isCorrelated: false };
  const mean = sum(above) / all;
  const deviations = above.map((value, batch) => (value - mean * below[batch]!) / (all / below.length));
  const autocorrelation = lagOne(deviations);
  return {
    mean,
    ci95: halfWidth95(deviations),
    autocorrelation,
    isCorrelated: autocorrelation !== null && autocorrelation > 2 / Math.sqrt(deviations.length),
  };
}

/** Of each deviation from the mean with the next; `null` where there are none. */
function lagOne(deviations: readonly number[]): number | null {
  const squares = sum(deviations.map((each) => each ** 2));
  if (squares === 0) return null;
  return sum(deviations.slice(1).map((each, before) => each * deviations[before]!)) / squares;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
