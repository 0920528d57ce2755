// Rows of a trigger whose traffic is described: an arrival process, and the handler time (M-HANDLER) and failures (M-ERRORS) of its one target.
import { sampler } from '../engine/distributions.js';
import { type StreamName, stream } from '../engine/random.js';
import { wholeMicroseconds } from '../engine/time.js';
import type { Distribution, OpenArrivals } from '../scenario/traffic/types.js';
import { arrivalProcess } from './arrivals/arrival-process.js';
import { BLOCK, type RowBlock, type RowSource } from './rows.js';

/** What a trigger calls, and what its calls do there. */
export interface Work {
  readonly handler: Distribution;
  /** Probability that a handler fails, and that it takes its environment down. */
  readonly errorRate: number;
  readonly crashRate: number;
  readonly target: number;
  /** Name of the trigger's streams: arrivals, handler times, errors and crashes each have one of their own. */
  readonly streams: StreamName;
}

export interface SyntheticTraffic extends Work {
  readonly arrivals: OpenArrivals;
  /** Arrivals later than this are left out. */
  readonly horizon: number;
  /** Calendar time of time 0, in seconds from 1970. */
  readonly start: number;
}

export function syntheticRows(traffic: SyntheticTraffic): RowSource {
  const { horizon, start, streams } = traffic;
  const arrivals = arrivalProcess(traffic.arrivals, { streams: [...streams, 'arrivals'], start });
  const drawWork = workDraws(traffic);
  let ended = false;
  return {
    fill(block) {
      if (ended) return 0;
      const rows = arrivals.fill(block.time, horizon);
      ended = rows < BLOCK;
      drawWork(block, rows);
      return rows;
    },
  };
}

/** Draws what the first `rows` rows of a block do once they have arrived, in the order of arrival. */
export function workDraws({
  handler,
  errorRate,
  crashRate,
  target,
  streams,
}: Work): (block: RowBlock, rows: number) => void {
  const length = sampler(handler);
  const lengths = stream([...streams, 'handler']);
  const errors = stream([...streams, 'errors']);
  const crashes = stream([...streams, 'crashes']);
  return ({ target: targets, duration, failed }, rows) => {
    for (let row = 0; row < rows; row++) {
      targets[row] = target;
      duration[row] = Math.min(wholeMicroseconds(length(lengths)), CENTURY);
    }
    if (errorRate > 0) for (let row = 0; row < rows; row++) failed[row] = errors() < errorRate ? 1 : 0;
    if (crashRate === 0) return;
    for (let row = 0; row < rows; row++) {
      if (crashes() < crashRate) failed[row] = 2;
      else if (errorRate === 0) failed[row] = 0;
    }
  };
}

// A heavy tail may give a handler time without bound; no timeout is near a century.
const CENTURY = 100 * 365 * 86_400_000_000;
