import { describe, expect, it } from 'vitest';
import { IdleTimes } from '../../../src/lambda/keep-alive/idle-times.js';
import { generator } from '../../oracle/scenarios.js';

const of = (range: number, bin: number, lengths: readonly number[]): IdleTimes => {
  const times = new IdleTimes(range, bin);
  for (const length of lengths) times.add(length);
  return times;
};

describe('a histogram of idle times', () => {
  it('counts a length at a bin’s lower edge to that bin, and one at the range as beyond', () => {
    const times = of(30, 10, [0, 9, 10, 29, 30, 1e9]);
    expect([times.count, times.beyond]).toEqual([4, 2]);
    expect([0.5, 0.51, 0.75, 0.76].map((share) => times.quantile(share))).toEqual([0, 1, 1, 2]);
  });

  it('has as its quantile the bin of the value at that rank, from the least to the greatest', () => {
    const next = generator(1);
    for (let round = 0; round < 200; round++) {
      const lengths = Array.from({ length: 1 + Math.floor(next() * 50) }, () => Math.floor(next() * 1_000));
      const times = of(1_000, 7, lengths);
      const sorted = lengths.sort((a, b) => a - b);
      for (const share of [0, 0.05, 0.25, 0.5, 0.75, 0.99, 1]) {
        const rank = Math.max(1, Math.ceil(share * sorted.length));
        expect(times.quantile(share)).toBe(Math.floor(sorted[rank - 1]! / 7));
      }
    }
  });

  it('varies most with all in one bin, and not at all with as many in each', () => {
    expect(of(240, 1, [5, 5, 5]).variationSquared).toBe(239);
    expect(of(4, 1, [0, 1, 2, 3, 0, 1, 2, 3]).variationSquared).toBe(0);
    expect(of(4, 1, []).variationSquared).toBe(0);
  });

  it('varies as the definition says: standard deviation over mean of the counts', () => {
    const lengths = [0, 0, 0, 1, 1, 4, 4, 4, 4, 9];
    const counts = Array.from({ length: 12 }, (_, bin) => lengths.filter((length) => length === bin).length);
    const mean = lengths.length / 12;
    const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / 12;
    expect(of(12, 1, lengths).variationSquared).toBeCloseTo(variance / mean ** 2, 12);
  });
});
