import { describe, expect, it } from 'vitest';
import type { Measured } from '../../scripts/calibration/measured.js';
import { pool, shrunk, tabledMean } from '../../scripts/calibration/pooled.js';

const row = (quantiles: readonly number[]): Measured => ({
  runtime: 'nodejs22.x',
  packageType: 'zip',
  architecture: 'arm64',
  memoryMB: 128,
  snapStart: false,
  current: true,
  from: '2026-01-01',
  to: '2026-02-01',
  quantiles,
  mean: 0,
  firstInvoke: 0,
});

/** Every quantile such a factor times the median of 100 ms, from the least value to the largest. */
const ofSpread = (factor: number): Measured => row([80, 90, 95, 100, 100 * factor, 120, 140, 160, 5000]);

describe('the pool of several memory sizes', () => {
  it('has the mean of their quantiles', () => {
    const { quantiles } = pool([row([1, 2, 3, 4, 5, 6, 7, 8, 9]), row([3, 4, 5, 6, 7, 8, 9, 10, 11])]);
    expect(quantiles.slice(0, 8)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('ends where the mean beyond p99 is that of an exponential tail, not at an outlier', () => {
    const { quantiles } = pool([ofSpread(1.1)]);
    // Of an exponential tail that falls from 5 % to 1 % within 20 ms the mean excess is 20 / ln 5.
    expect((quantiles[8]! - 160) / 2).toBeCloseTo(20 / Math.log(5), 9);
  });

  it('never goes beyond the largest values measured', () => {
    expect(pool([row([1, 2, 3, 4, 5, 6, 7, 100, 101])]).quantiles[8]).toBe(101);
  });
});

describe('spreads drawn to each other', () => {
  it('stay where the memory sizes agree', () => {
    const pools = [pool([ofSpread(1.05), ofSpread(1.05)]), pool([ofSpread(1.15), ofSpread(1.15)])];
    const [low, high] = shrunk(pools);
    expect(low!.quantiles[4]).toBeCloseTo(105, 9);
    expect(high!.quantiles[4]).toBeCloseTo(115, 9);
  });

  it('become one where chance explains all of their differences', () => {
    const [one, other] = shrunk([pool([ofSpread(1.01), ofSpread(1.2)]), pool([ofSpread(1.02), ofSpread(1.19)])]);
    expect(one!.quantiles[4]).toBeCloseTo(other!.quantiles[4]!, 9);
  });

  it('move towards each other, by less than all, in between', () => {
    const pools = [pool([ofSpread(1.02), ofSpread(1.06)]), pool([ofSpread(1.12), ofSpread(1.16)])];
    const [low, high] = shrunk(pools);
    expect(low!.quantiles[4]).toBeGreaterThan(pools[0]!.quantiles[4]!);
    expect(high!.quantiles[4]).toBeLessThan(pools[1]!.quantiles[4]!);
    expect(low!.quantiles[4]).toBeLessThan(high!.quantiles[4]!);
  });

  it('leave the medians alone', () => {
    const pools = [pool([ofSpread(1.02), ofSpread(1.06)]), pool([ofSpread(1.12), ofSpread(1.16)])];
    expect(shrunk(pools).map(({ quantiles }) => quantiles[3])).toEqual([100, 100]);
  });
});

describe('the mean of a table', () => {
  it('is that of its straight lines', () => {
    expect(tabledMean([0, 0.5, 1], [0, 10, 30])).toBe(12.5);
  });
});
