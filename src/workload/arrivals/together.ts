// Several arrival processes as one, in order of time.
import type { ArrivalProcess } from './process.js';

const BUFFER = 256;

/** One process with its next times; `at` is the current one's place. */
interface Part {
  readonly source: ArrivalProcess;
  readonly times: Float64Array;
  at: number;
  filled: number;
  ended: boolean;
}

/** At one instant in the order of the list, which only shows where something else tells them apart. */
export function together(processes: readonly ArrivalProcess[]): ArrivalProcess {
  const parts = processes.map((source): Part => {
    return { source, times: new Float64Array(BUFFER), at: 0, filled: 0, ended: false };
  });
  return {
    fill(times, horizon) {
      for (let i = 0; i < times.length; i++) {
        let next: Part | null = null;
        let earliest = Infinity;
        for (const part of parts) {
          if (part.at === part.filled) refill(part, horizon);
          const time = part.at < part.filled ? part.times[part.at]! : Infinity;
          if (time < earliest) {
            next = part;
            earliest = time;
          }
        }
        if (next === null) return i;
        times[i] = earliest;
        next.at += 1;
      }
      return times.length;
    },
  };
}

function refill(part: Part, horizon: number): void {
  if (part.ended) return;
  part.at = 0;
  part.filled = part.source.fill(part.times, horizon);
  part.ended = part.filled < part.times.length;
}
