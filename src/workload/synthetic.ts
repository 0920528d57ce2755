// Rows of a trigger whose traffic is described: an arrival process, and the handler time (M-HANDLER) and failures (M-ERRORS) of its one target.
import { sampler } from '../engine/distributions.js';
import { type StreamName, stream } from '../engine/random.js';
import { wholeMicroseconds } from '../engine/time.js';
import type { Arrivals, Distribution } from '../scenario/types.js';
import { arrivalProcess } from './arrivals.js';
import { BLOCK, type RowSource } from './rows.js';

export interface SyntheticTraffic {
  readonly arrivals: Arrivals;
  readonly handler: Distribution;
  /** Probability that a handler fails. */
  readonly errorRate: number;
  readonly target: number;
  /** Arrivals later than this are left out. */
  readonly horizon: number;
  /** Name of the trigger's streams: arrivals, handler times and errors each have one of their own. */
  readonly streams: StreamName;
}

export function syntheticRows(traffic: SyntheticTraffic): RowSource {
  const next = arrivalProcess(traffic.arrivals, traffic.streams);
  const handler = sampler(traffic.handler);
  const handlerDraws = stream([...traffic.streams, 'handler']);
  const errorDraws = stream([...traffic.streams, 'errors']);
  return {
    fill(block) {
      const { time, target, duration, failed } = block;
      let rows = 0;
      while (rows < BLOCK && (time[rows] = next()) <= traffic.horizon) rows += 1;
      for (let row = 0; row < rows; row++) {
        target[row] = traffic.target;
        duration[row] = Math.min(wholeMicroseconds(handler(handlerDraws)), CENTURY);
      }
      if (traffic.errorRate > 0) drawFailures(failed, rows, traffic.errorRate, errorDraws);
      return rows;
    },
  };
}

// A heavy tail may give a handler time without bound; no timeout is near a century.
const CENTURY = 100 * 365 * 86_400_000_000;

function drawFailures(failed: Uint8Array, rows: number, errorRate: number, uniform: () => number): void {
  for (let row = 0; row < rows; row++) failed[row] = uniform() < errorRate ? 1 : 0;
}
