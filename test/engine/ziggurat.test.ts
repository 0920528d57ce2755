import { randomExponential, randomNormal } from 'd3-random';
import { describe, expect, it } from 'vitest';
import { stream } from '../../src/engine/random.js';
import { exponential, normal } from '../../src/engine/ziggurat.js';
import {
  chiSquareScore,
  KS_LIMIT,
  ksOne,
  ksTwo,
  meanError,
  normalDistribution,
  samples,
  serialCorrelation,
  varianceError,
} from '../support/statistics.js';

const COUNT = 2_000_000;

/** How far a count is from what its probability leads to expect, in standard errors. */
const shareError = (count: number, probability: number): number =>
  Math.abs(count - COUNT * probability) / Math.sqrt(COUNT * probability * (1 - probability));

const countOf = (values: Float64Array, is: (value: number) => boolean): number => {
  let count = 0;
  for (const value of values) if (is(value)) count += 1;
  return count;
};

describe('an exponential variate', () => {
  const uniform = stream(['ziggurat', 'exponential']);
  const values = samples(COUNT, () => exponential(uniform));

  it('has mean and variance 1', () => {
    expect(meanError(values, 1)).toBeLessThan(4);
    expect(varianceError(values, 1)).toBeLessThan(4);
  });

  it('follows its distribution function and agrees with d3-random', () => {
    expect(ksOne(values, (x) => 1 - Math.exp(-x))).toBeLessThan(KS_LIMIT);
    const other = randomExponential.source(stream(['d3']))(1);
    expect(ksTwo(values, samples(COUNT, other))).toBeLessThan(KS_LIMIT);
  });

  it('fills 1,000 cells of equal probability evenly', () => {
    const counts = new Int32Array(1000);
    for (const value of values) counts[Math.min(999, Math.floor(1000 * -Math.expm1(-value)))]! += 1;
    expect(Math.abs(chiSquareScore(counts))).toBeLessThan(4);
  });

  // The bottom layer ends at 7.697.
  it.each([5, 7, 7.69711747013105, 8, 9, 10])('is beyond %d with the right share', (limit) => {
    expect(
      shareError(
        countOf(values, (value) => value > limit),
        Math.exp(-limit),
      ),
    ).toBeLessThan(4);
  });

  it('has no memory beyond the bottom layer: the tail is the whole again', () => {
    // Two draws into layer 0 and beyond it, each time one moves on by the layer's edge.
    const script = [1 / 256 - 2 ** -20, 1 / 256 - 2 ** -20, 0.3];
    let drawn = 0;
    expect(exponential(() => script[drawn++]!)).toBeGreaterThan(2 * 7.697);
  });

  it('is 0 or more, and never correlated with the one before', () => {
    expect(countOf(values, (value) => !(value >= 0))).toBe(0);
    expect(serialCorrelation(values, 1)).toBeLessThan(4);
  });
});

describe('a normal variate', () => {
  const uniform = stream(['ziggurat', 'normal']);
  const values = samples(COUNT, () => normal(uniform));

  it('has mean 0, variance 1 and fourth moment 3', () => {
    expect(meanError(values, 0)).toBeLessThan(4);
    expect(varianceError(values, 1)).toBeLessThan(4);
    expect(
      meanError(
        values.map((value) => value ** 4),
        3,
      ),
    ).toBeLessThan(4);
  });

  it('is symmetric', () => {
    expect(
      shareError(
        countOf(values, (value) => value < 0),
        0.5,
      ),
    ).toBeLessThan(4);
    expect(
      meanError(
        values.map((value) => value ** 3),
        0,
      ),
    ).toBeLessThan(4);
  });

  it('follows its distribution function and agrees with d3-random', () => {
    expect(ksOne(values, normalDistribution)).toBeLessThan(KS_LIMIT);
    expect(ksTwo(values, samples(COUNT, randomNormal.source(stream(['d3']))(0, 1)))).toBeLessThan(KS_LIMIT);
  });

  it('fills 1,000 cells of equal probability evenly', () => {
    const counts = new Int32Array(1000);
    for (const value of values) counts[Math.min(999, Math.floor(1000 * normalDistribution(value)))]! += 1;
    expect(Math.abs(chiSquareScore(counts))).toBeLessThan(4);
  });

  // Shares of |z| beyond the limit, from tables. The bottom layer ends at 3.654.
  it.each([
    [1, 0.3173105078629141],
    [2, 0.0455002638963584],
    [3, 0.0026997960632602],
    [3.5, 0.000465258158],
    [3.6541528853610088, 0.000258033],
    [4, 0.0000633424836],
    [4.5, 0.0000067953],
  ])('is beyond ±%d with the right share', (limit, share) => {
    expect(
      shareError(
        countOf(values, (value) => Math.abs(value) > limit),
        share,
      ),
    ).toBeLessThan(4);
    expect(
      shareError(
        countOf(values, (value) => value > limit),
        share / 2,
      ),
    ).toBeLessThan(4);
  });
});
