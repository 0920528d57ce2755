// A run cut into equal stretches of its measured time, by its invocations as they settle: for warm-ups and for batch means.
import type { InvocationRecord, InvocationSink } from '../../lambda/measurement/invocation-log.js';
import { type BinSums, Bins } from '../../metrics/bins.js';
import type { Scenario } from '../../scenario/types.js';

/** How a run is to be cut. */
export interface Binning {
  readonly bins: number;
  /** Whether each function is wanted apart as well. */
  readonly apart: boolean;
}

export interface BinnedSums {
  readonly total: BinSums;
  /** By name; empty where they are not wanted apart. */
  readonly functions: Readonly<Record<string, BinSums>>;
}

export interface InvocationBins {
  readonly sink: InvocationSink;
  /** After the run. */
  readonly finish: () => BinnedSums;
}

/** Requests belong to the bin in which they came first, as they belong to the statistics; executions are busy where they ran. */
export function invocationBins({ warmup, duration, functions }: Scenario, { bins, apart }: Binning): InvocationBins {
  const total = new Bins(warmup, duration, bins);
  const each = new Map(apart ? functions.map(({ name }) => [name, new Bins(warmup, duration, bins)]) : []);
  return {
    sink: (record) => {
      count(total, record);
      const own = each.get(record.function);
      if (own !== undefined) count(own, record);
    },
    finish: () => {
      for (const all of [total, ...each.values()]) all.finish();
      return {
        total: total.sums,
        functions: Object.fromEntries([...each].map(([name, { sums }]) => [name, sums])),
      };
    },
  };
}

function count(bins: Bins, { start, arrivedAt, endedAt, queued, waited, measured }: InvocationRecord): void {
  if (start !== 'throttled') bins.busy(arrivedAt, endedAt);
  if (!measured) return;
  const { sums } = bins;
  const bin = bins.at(arrivedAt - queued);
  sums.attempts[bin]! += 1;
  if (start === 'throttled') {
    sums.throttles[bin]! += 1;
    return;
  }
  sums.invocations[bin]! += 1;
  if (start === 'cold') sums.coldStarts[bin]! += 1;
  if (waited < 0) return;
  sums.answers[bin]! += 1;
  sums.latency[bin]! += waited;
}
