// Poisson processes, of one rate or of a rate that varies. The second inverts the cumulated rate: unit exponential steps are
// laid along it, so that the draws are the same whatever the rate, and none is thrown away.
import { type StreamName, stream } from '../../engine/random.js';
import { DOUBLE_ZERO, wholeMicroseconds } from '../../engine/time.js';
import { exponential } from '../../engine/ziggurat.js';
import type { Rate } from '../../scenario/traffic/clock-types.js';
import type { ArrivalProcess } from './process.js';

export function poissonProcess({ count, per }: Rate, streams: StreamName): ArrivalProcess {
  const uniform = stream(streams);
  const gap = per / count;
  const state = { time: DOUBLE_ZERO };
  return {
    fill(times, horizon) {
      let { time } = state;
      for (let i = 0; i < times.length; i++) {
        time += gap * exponential(uniform);
        const at = wholeMicroseconds(time);
        if (at > horizon) return i;
        times[i] = at;
      }
      state.time = time;
      return times.length;
    },
  };
}

/**
 * A rate over time, piece by piece. The current piece stands in the fields: `length` microseconds, in which the rate, in arrivals
 * per microsecond, goes from `from` to `to` in a straight line. The last piece is endless, and its rate does not change.
 */
export interface RatePieces {
  length: number;
  from: number;
  to: number;
  /** Moves to the next piece. */
  next(): void;
}

export function varyingPoissonProcess(pieces: RatePieces, streams: StreamName): ArrivalProcess {
  const uniform = stream(streams);
  // Where the current piece begins, and how much of its cumulated rate the arrivals have used up.
  const state = { begin: DOUBLE_ZERO, used: DOUBLE_ZERO };
  return {
    fill(times, horizon) {
      for (let i = 0; i < times.length; i++) {
        let wanted = state.used + exponential(uniform);
        for (let held = cumulated(pieces); wanted >= held; held = cumulated(pieces)) {
          wanted -= held;
          state.begin += pieces.length;
          if (state.begin > horizon) return i;
          pieces.next();
        }
        state.used = wanted;
        const at = wholeMicroseconds(state.begin + timeUntil(wanted, pieces));
        if (at > horizon) return i;
        times[i] = at;
      }
      return times.length;
    },
  };
}

/** Arrivals that the current piece holds on average. */
function cumulated({ length, from, to }: RatePieces): number {
  if (length === Infinity) return from > 0 ? Infinity : 0;
  return 0.5 * (from + to) * length;
}

/** How far into the piece the cumulated rate reaches `wanted`: the smaller root, in the form that loses no digits. */
function timeUntil(wanted: number, { length, from, to }: RatePieces): number {
  if (wanted === 0) return 0;
  if (from === to) return Math.min(length, wanted / from);
  const rise = (to - from) / length;
  const root = from * from + 2 * rise * wanted;
  return Math.min(length, (2 * wanted) / (from + Math.sqrt(root > 0 ? root : 0)));
}
