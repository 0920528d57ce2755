// Arrival processes: each gives the times of its arrivals one after another, rounded to the nearest microsecond.
import { type StreamName, stream } from '../engine/random.js';
import { DOUBLE_ZERO, wholeMicroseconds } from '../engine/time.js';
import { exponential } from '../engine/ziggurat.js';
import type { Arrivals } from '../scenario/types.js';

/** The next arrival's time in whole microseconds; never falls. */
export type NextArrival = () => number;

/** `name` is that of the trigger's streams. */
export function arrivalProcess(arrivals: Arrivals, name: StreamName): NextArrival {
  const { count, per } = arrivals.rate;
  switch (arrivals.kind) {
    case 'constant': {
      // From the number of the arrival, not from the last time, so that no rounding adds up.
      let arrived = 0;
      return () => wholeMicroseconds((++arrived * per) / count);
    }
    case 'poisson': {
      const uniform = stream([...name, 'arrivals']);
      const gap = per / count;
      const state = { time: DOUBLE_ZERO };
      return () => wholeMicroseconds((state.time += gap * exponential(uniform)));
    }
  }
}
