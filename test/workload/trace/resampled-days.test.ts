import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawnDays, resampledByDay } from '../../../src/workload/trace/resampled-days.js';
import { chiSquareScore } from '../../support/statistics.js';
import { drained, type Row, rowsOf } from './timed-rows.js';

const DAY = 86_400_000_000;

describe('days that are drawn', () => {
  it('are as many as there are, each of them as probable as the others', () => {
    const counts = [0, 0, 0, 0, 0, 0, 0];
    for (let replication = 0; replication < 1000; replication++) {
      const days = drawnDays(['seed', replication], 7);
      expect(days).toHaveLength(7);
      for (const day of days) counts[day]! += 1;
    }
    expect(Math.abs(chiSquareScore(counts))).toBeLessThan(4);
  });

  it('depend on nothing but seed and replication', () => {
    expect(drawnDays(['a', 0], 30)).toEqual(drawnDays(['a', 0], 30));
    expect(drawnDays(['a', 0], 30)).not.toEqual(drawnDays(['a', 1], 30));
    expect(drawnDays(['a', 0], 30)).not.toEqual(drawnDays(['b', 0], 30));
  });
});

describe('a resampled trace', () => {
  it('has all rows of each drawn day, at their times of day and in their order, and no others', () => {
    const time = fc.oneof(
      fc.nat(4 * DAY),
      fc.tuple(fc.nat(4), fc.constantFrom(-1, 0, 1)).map(([day, off]) => Math.max(0, day * DAY + off)),
    );
    fc.assert(
      fc.property(
        fc.array(time, { maxLength: 40 }),
        fc.array(fc.nat(2), { minLength: 3, maxLength: 3 }),
        (times, days) => {
          const rows = times.map((each, index): Row => [each, index % 3, index]);
          const expected = days.flatMap((day, place) =>
            rows
              .filter(([each]) => Math.floor(each / DAY) === day)
              .sort((a, b) => a[0] - b[0])
              .map(([each, target, duration]): Row => [each + (place - day) * DAY, target, duration]),
          );
          expect(drained(resampledByDay(rowsOf(rows), days))).toEqual(expected);
        },
      ),
      { seed: 1, numRuns: 500 },
    );
  });

  it('may have days without rows', () => {
    expect(drained(resampledByDay(rowsOf([]), [0, 1]))).toEqual([]);
    expect(drained(resampledByDay(rowsOf([[DAY + 5, 0, 1]]), [0, 1, 1]))).toEqual([
      [DAY + 5, 0, 1],
      [2 * DAY + 5, 0, 1],
    ]);
  });
});
