// What every arrival process promises, over random processes of every kind.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OpenArrivals } from '../../../src/scenario/traffic/types.js';
import { arrivalProcess } from '../../../src/workload/arrivals/arrival-process.js';
import { processes } from './random-processes.js';
import { MONDAY, timesUpTo } from './times.js';

const HORIZON = 40_000_000;

/** Times of blocks of these sizes, the last size for all further ones. */
function inBlocks(arrivals: OpenArrivals, sizes: readonly number[], horizon = HORIZON): number[] {
  const process = arrivalProcess(arrivals, { streams: ['test', 'arrivals'], start: MONDAY });
  const times: number[] = [];
  for (let turn = 0; ; turn++) {
    const block = new Float64Array(sizes[Math.min(turn, sizes.length - 1)]!).fill(NaN);
    const filled = process.fill(block, horizon);
    times.push(...block.subarray(0, filled));
    // Places behind the last time are left alone.
    expect(block.subarray(filled).every(Number.isNaN)).toBe(true);
    if (filled < block.length) return times;
  }
}

describe('the times of any arrival process', () => {
  it('are whole microseconds that never fall, from 0 to the horizon', () => {
    fc.assert(
      fc.property(processes, (arrivals) => {
        let before = 0;
        for (const time of timesUpTo(arrivals, HORIZON)) {
          expect(Number.isInteger(time) && time >= before && time <= HORIZON).toBe(true);
          before = time;
        }
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it('do not depend on the sizes of the blocks in which they are asked for', () => {
    fc.assert(
      fc.property(
        processes,
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 9 }),
        (arrivals, sizes) => {
          expect(inBlocks(arrivals, [...sizes, 300])).toEqual(timesUpTo(arrivals, HORIZON));
        },
      ),
      { numRuns: 300, seed: 2 },
    );
  });

  it('up to an earlier horizon are those that lie before it, the horizon included', () => {
    fc.assert(
      fc.property(processes, fc.nat(HORIZON), fc.nat(), (arrivals, anywhere, chosen) => {
        const all = timesUpTo(arrivals, HORIZON);
        // Now and then exactly at an arrival.
        const horizon = chosen % 3 === 0 ? (all[chosen % all.length] ?? anywhere) : anywhere;
        expect(timesUpTo(arrivals, horizon)).toEqual(all.filter((time) => time <= horizon));
      }),
      { numRuns: 500, seed: 3 },
    );
  });

  it('are the same for the same streams', () => {
    fc.assert(
      fc.property(processes, (arrivals) => {
        expect(timesUpTo(arrivals, HORIZON)).toEqual(timesUpTo(arrivals, HORIZON));
      }),
      { numRuns: 100, seed: 4 },
    );
  });
});

describe('processes together', () => {
  it('are the times of each, sorted, and the first has the times that it has alone', () => {
    fc.assert(
      fc.property(fc.array(processes, { minLength: 1, maxLength: 5 }), (parts) => {
        const each = parts.map((part, index) => {
          return timesUpTo(part, HORIZON, index === 0 ? {} : { streams: ['test', 'arrivals', index] });
        });
        const sorted = each.flat().sort((a, b) => a - b);
        expect(timesUpTo({ kind: 'together', parts }, HORIZON)).toEqual(sorted);
      }),
      { numRuns: 200, seed: 5 },
    );
  });

  it('go on past parts that have ended, over many blocks of each', () => {
    const dense = { kind: 'constant', rate: { count: 1, per: 1000 } } as const;
    const ended = { kind: 'counts', width: 1_000_000, counts: [3], repeat: false } as const;
    const times = timesUpTo({ kind: 'together', parts: [ended, dense, ended] }, 2_000_000);
    expect(times).toHaveLength(2000 + 6);
    expect(times.filter((time) => time % 1000 === 0).length).toBeGreaterThanOrEqual(2000);
  });
});
