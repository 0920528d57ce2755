import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OpenArrivals } from '../../../src/scenario/traffic/types.js';
import { KS_LIMIT, ksOne } from '../../support/statistics.js';
import { timesUpTo } from './times.js';

const counted = (width: number, counts: readonly number[], repeat = false): OpenArrivals => ({
  kind: 'counts',
  width,
  counts,
  repeat,
});

describe('counted arrivals', () => {
  it('are exactly as many as counted in each cell, over and over if they repeat', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.array(fc.oneof(fc.constant(0), fc.nat(40)), { minLength: 1, maxLength: 12 }),
        fc.boolean(),
        (width, counts, repeat) => {
          const cells = 30;
          const found = new Array<number>(cells).fill(0);
          for (const time of timesUpTo(counted(width, counts, repeat), cells * width - 1))
            found[Math.floor(time / width)]! += 1;
          expect(found).toEqual(found.map((_, cell) => (repeat ? counts[cell % counts.length] : (counts[cell] ?? 0))));
        },
      ),
      { numRuns: 300, seed: 1 },
    );
  });

  it('may all lie in one microsecond', () => {
    expect(timesUpTo(counted(1, [2, 0, 3]), 10)).toEqual([0, 0, 2, 2, 2]);
  });

  it('end where nothing was counted at all, even if that repeats', () => {
    expect(timesUpTo(counted(60, [0, 0], true), Infinity)).toEqual([]);
  });

  it('end with their last cell, whatever the horizon', () => {
    expect(timesUpTo(counted(10, [1, 0, 2, 0]), Infinity)).toHaveLength(3);
  });

  it('lie at every microsecond of a cell alike, the first and the last too', () => {
    const places = timesUpTo(counted(10, [100_000]), 9);
    const counts = Array.from({ length: 10 }, (_, place) => places.filter((each) => each === place).length);
    // 10,000 each, with a standard deviation of 95.
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });

  it('lie evenly in their cells, whatever was counted before', () => {
    const width = 1_000_000_000;
    const times = timesUpTo(counted(width, [1, 7, 0, 300], true), 4 * 500 * width - 1);
    for (const cell of [0, 1, 3]) {
      const places = times
        .filter((time) => Math.floor(time / width) % 4 === cell)
        .map((time) => (time % width) / width);
      expect(ksOne(places, (place) => place)).toBeLessThan(KS_LIMIT);
    }
  });
});
