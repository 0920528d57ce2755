import { describe, expect, it } from 'vitest';
import type { OpenArrivals } from '../../../src/scenario/traffic/types.js';
import { chiSquareScore, KS_LIMIT, ksOne, meanError, moments, serialCorrelation } from '../../support/statistics.js';
import { firstTimes as times } from './times.js';

const SECOND = 1_000_000;
const poisson = (count: number, per: number): OpenArrivals => ({ kind: 'poisson', rate: { count, per } });

describe('Poisson arrivals', () => {
  const COUNT = 200_000;
  // A millisecond on average, so that rounding to the microsecond does not show.
  const arrived = times(poisson(1000, SECOND), COUNT);
  const gaps = arrived.map((time, i) => time - (arrived[i - 1] ?? 0));

  it('have exponential gaps of mean 1 / rate', () => {
    expect(meanError(gaps, 1000)).toBeLessThan(4);
    // A gap of g whole microseconds stands for all within half a microsecond, smoothed here.
    const smooth = gaps.map((gap, i) => Math.max(0, gap + ((i * 0.6180339887) % 1) - 0.5));
    expect(ksOne(smooth, (gap) => 1 - Math.exp(-gap / 1000))).toBeLessThan(KS_LIMIT);
  });

  it('have independent gaps', () => {
    for (const lag of [1, 2, 10]) expect(serialCorrelation(gaps, lag)).toBeLessThan(4);
  });

  it('have counts whose variance is their mean, at every scale', () => {
    for (const width of [1000, 20_000, 200_000]) {
      const cells = new Float64Array(Math.floor(arrived.at(-1)! / width));
      for (const time of arrived) {
        const cell = Math.floor(time / width);
        if (cell < cells.length) cells[cell]! += 1;
      }
      const { mean, variance } = moments(cells);
      // The index of dispersion has the standard error √(2 / cells).
      expect(Math.abs(variance / mean - 1) / Math.sqrt(2 / cells.length)).toBeLessThan(4);
    }
  });

  it('fall evenly over the time', () => {
    const end = arrived.at(-1)!;
    const counts = new Int32Array(200);
    for (const time of arrived.subarray(0, -1)) counts[Math.floor((200 * time) / end)]! += 1;
    expect(Math.abs(chiSquareScore(counts))).toBeLessThan(4);
  });

  it('are whole microseconds that never fall, however dense they are', () => {
    const dense = times(poisson(5, 1), 10_000);
    for (let i = 0; i < dense.length; i++) {
      expect(Number.isInteger(dense[i])).toBe(true);
      if (i > 0) expect(dense[i]).toBeGreaterThanOrEqual(dense[i - 1]!);
    }
    expect(dense.at(-1)).toBeGreaterThan(1900);
    expect(dense.at(-1)).toBeLessThan(2100);
  });

  it('keep their pattern when the rate changes: the same draws, stretched', () => {
    const slow = times(poisson(1, SECOND), 1000);
    const fast = times(poisson(1000, SECOND), 1000);
    for (let i = 0; i < 1000; i++) expect(Math.abs(slow[i]! / 1000 - fast[i]!)).toBeLessThanOrEqual(1);
  });

  it('are the same for the same name and differ for another', () => {
    expect(times(poisson(1, SECOND), 100)).toEqual(times(poisson(1, SECOND), 100));
    expect(times(poisson(1, SECOND), 100, ['test', 'other'])).not.toEqual(times(poisson(1, SECOND), 100));
  });
});
