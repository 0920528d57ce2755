// The times of an arrival process, for the tests of each.
import type { OpenArrivals } from '../../../src/scenario/traffic/types.js';
import { arrivalProcess } from '../../../src/workload/arrivals/arrival-process.js';

export const SECOND = 1_000_000;
/** 2025-01-06T00:00:00Z, a Monday. */
export const MONDAY = 1_736_121_600;
const STREAMS = ['test', 'arrivals'];

/** The first `count` times, whatever the horizon. */
export function firstTimes(
  arrivals: OpenArrivals,
  count: number,
  streams: readonly (string | number)[] = STREAMS,
): Float64Array {
  const times = new Float64Array(count);
  const filled = arrivalProcess(arrivals, { streams, start: MONDAY }).fill(times, Infinity);
  return times.subarray(0, filled);
}

/** All times up to the horizon, taken in blocks of a size that divides nothing. */
export function timesUpTo(
  arrivals: OpenArrivals,
  horizon: number,
  { streams = STREAMS, start = MONDAY }: { streams?: readonly (string | number)[]; start?: number } = {},
): number[] {
  const process = arrivalProcess(arrivals, { streams, start });
  const block = new Float64Array(997);
  const times: number[] = [];
  for (;;) {
    const filled = process.fill(block, horizon);
    for (let i = 0; i < filled; i++) times.push(block[i]!);
    if (filled < block.length) return times;
  }
}
