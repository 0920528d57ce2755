// A trace's days in another order, some of them several times, others not at all: the block bootstrap by day. Its rows are held in
// columns, about 40 bytes a row (M-BOOTSTRAP).
import { type StreamName, stream } from '../../engine/random.js';
import { hold, orderByTime, type TimedRows } from './held-rows.js';

const DAY = 86_400_000_000;

/** So many days out of as many, drawn with replacement, each from 0; the same for all traces of a replication. */
export function drawnDays(streams: StreamName, days: number): number[] {
  const uniform = stream([...streams, 'bootstrap']);
  return Array.from({ length: days }, () => Math.floor(uniform() * days));
}

/** The rows of each of the days in turn, each at its time of day. A day begins where the one before it ends, the first at time 0. */
export function resampledByDay(rows: TimedRows, days: readonly number[]): TimedRows {
  const held = hold(rows, days.length * DAY - 1);
  const order = orderByTime(held.time);
  const starts = startsOf(held.time, order, days.length);
  let [place, at, end, later] = [-1, -1, 0, 0];
  return {
    get time() {
      return held.time[order[at]!]! + later;
    },
    get target() {
      return held.target[order[at]!]!;
    },
    get duration() {
      return held.duration[order[at]!]!;
    },
    next() {
      at += 1;
      while (at >= end) {
        place += 1;
        const day = days[place];
        if (day === undefined) return false;
        [at, end] = [starts[day]!, starts[day + 1]!];
        later = (place - day) * DAY;
      }
      return true;
    },
  };
}

/** The place of each day's first row in the order, and the end of the last day. */
function startsOf(times: Float64Array, order: Uint32Array, days: number): number[] {
  const starts: number[] = [];
  for (const [place, row] of order.entries()) {
    while (starts.length * DAY <= times[row]!) starts.push(place);
  }
  while (starts.length <= days) starts.push(order.length);
  return starts;
}
