// The times of an arrival process that a user describes, and their counts in cells, for the laws of arrivals.
import type { OpenArrivals } from '../../src/scenario/traffic/types.js';
import { arrivalProcess } from '../../src/workload/arrivals/arrival-process.js';
import { scenario } from '../support/scenario.js';

const SECOND = 1_000_000;
/** 2025-01-06T00:00:00Z, a Monday. */
const MONDAY = 1_736_121_600;

/** Draws the times, in seconds, of a replication over so many seconds from that Monday on, by streams of a name of its own. */
export function drawn(
  text: object,
  seconds: number,
  name = JSON.stringify(text),
): (replication: number | string) => Float64Array {
  const arrivals = described(text, seconds);
  return (replication) => {
    const process = arrivalProcess(arrivals, { streams: ['theory', name, replication], start: MONDAY });
    const block = new Float64Array(4096);
    const times: number[] = [];
    for (;;) {
      const filled = process.fill(block, seconds * SECOND);
      for (let i = 0; i < filled; i++) times.push(block[i]! / SECOND);
      if (filled < block.length) return Float64Array.from(times);
    }
  };
}

function described(text: object, seconds: number): OpenArrivals {
  const { triggers } = scenario({
    duration: `${seconds}s`,
    functions: { f: { handler: '1ms' } },
    triggers: { calls: { type: 'sdk', target: 'f', arrivals: text } },
  });
  const [trigger] = triggers;
  if (trigger === undefined || trigger.type === 'trace' || trigger.arrivals.kind === 'closed')
    throw new TypeError('these arrivals have no times of their own');
  return trigger.arrivals;
}

/** How many fall into each of the equal cells up to `seconds`. */
export function countsIn(times: Float64Array, width: number, seconds: number): Float64Array {
  const counts = new Float64Array(Math.round(seconds / width));
  for (const time of times) {
    const cell = Math.floor(time / width);
    if (cell < counts.length) counts[cell]! += 1;
  }
  return counts;
}

/** What each of these cells holds on average, from the cumulated rate. */
export function meansIn(cumulated: (time: number) => number, width: number, seconds: number): Float64Array {
  return Float64Array.from({ length: Math.round(seconds / width) }, (_, cell) => {
    return cumulated((cell + 1) * width) - cumulated(cell * width);
  });
}

/**
 * The index of dispersion of counts: variance / mean. With the true means it has no bias, whatever depends on what; a cell that
 * must be empty takes no part.
 */
export function dispersion(counts: Float64Array, means: Float64Array): number {
  let sum = 0;
  let cells = 0;
  for (let i = 0; i < counts.length; i++) {
    if (means[i]! < 1e-9) continue;
    sum += (counts[i]! - means[i]!) ** 2 / means[i]!;
    cells += 1;
  }
  return sum / cells;
}
