// Arrivals that were counted: exactly so many in each minute or hour, spread evenly at random within it.
import { type StreamName, stream } from '../../engine/random.js';
import type { OpenArrivals } from '../../scenario/traffic/types.js';
import type { ArrivalProcess } from './process.js';
import { orderedUniform } from './spread.js';

export function countsProcess(
  { width, counts, repeat }: Extract<OpenArrivals, { kind: 'counts' }>,
  streams: StreamName,
): ArrivalProcess {
  const spread = orderedUniform(stream(streams));
  const empty = counts.every((count) => count === 0);
  let cell = -1;
  let left = 0;
  return {
    fill(times, horizon) {
      for (let i = 0; i < times.length; i++) {
        while (left === 0) {
          cell += 1;
          if (empty || cell * width > horizon || (!repeat && cell >= counts.length)) return i;
          left = counts[cell % counts.length]!;
          spread.begin(left);
        }
        left -= 1;
        // Rounded down, so that none falls into the next cell.
        const at = cell * width + Math.min(Math.floor(width * spread.next()), width - 1);
        if (at > horizon) return i;
        times[i] = at;
      }
      return times.length;
    },
  };
}
