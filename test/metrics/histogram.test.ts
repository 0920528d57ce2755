import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Histogram } from '../../src/metrics/histogram.js';

function histogramOf(values: readonly number[]): Histogram {
  const histogram = new Histogram();
  for (const value of values) histogram.record(value);
  return histogram;
}

/** Whole rank arithmetic: the smallest value with at least `perMille` of a thousand at or below it. */
function nearestRank(values: readonly number[], perMille: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil((perMille * sorted.length) / 1000)) - 1]!;
}

const SHAPES: Readonly<Record<string, fc.Arbitrary<number>>> = {
  'small numbers': fc.nat(20),
  'milliseconds to seconds': fc.integer({ min: 1000, max: 5_000_000 }),
  'all magnitudes': fc
    .tuple(fc.integer({ min: 0, max: 52 }), fc.nat(999))
    .map(([bits, more]) => Math.floor((2 ** bits * (1000 + more)) / 1000)),
  'two clusters': fc.oneof(fc.integer({ min: 50_000, max: 60_000 }), fc.integer({ min: 10 ** 9, max: 2 * 10 ** 9 })),
  'mostly zeros': fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.nat(10 ** 7)),
  'bucket borders': fc
    .tuple(fc.integer({ min: 10, max: 40 }), fc.nat(1023), fc.integer({ min: -1, max: 1 }))
    .map(([octave, cell, by]) => 2 ** (octave - 10) * (1024 + cell) + by),
};

const PER_MILLE = [1, 70, 100, 250, 500, 900, 950, 990, 999, 1000];
const summary = (histogram: Histogram): unknown => [
  histogram.count,
  histogram.sum,
  histogram.max,
  histogram.mean,
  ...PER_MILLE.map((perMille) => histogram.percentile(perMille / 1000)),
];

describe('a histogram', () => {
  it.each(Object.entries(SHAPES))('has percentiles within 0.1 % of the exact nearest rank: %s', (_, value) => {
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 400 }),
        fc.constantFrom(...PER_MILLE),
        (values, perMille) => {
          const exact = nearestRank(values, perMille);
          const found = histogramOf(values).percentile(perMille / 1000)!;
          expect(Math.abs(found - exact)).toBeLessThanOrEqual(0.001 * exact);
        },
      ),
      { numRuns: 300, seed: 1 },
    );
  });

  it.each(Object.entries(SHAPES))('has exact count, sum and maximum: %s', (_, value) => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 400 }), (values) => {
        const histogram = histogramOf(values);
        const sum = values.reduce((total, each) => total + BigInt(each), 0n);
        expect(histogram.count).toBe(values.length);
        expect(histogram.max).toBe(Math.max(...values));
        if (sum <= BigInt(Number.MAX_SAFE_INTEGER)) {
          expect(BigInt(histogram.sum)).toBe(sum);
          expect(histogram.mean).toBe(Number(sum) / values.length);
        }
      }),
      { numRuns: 200, seed: 2 },
    );
  });

  it('has exact percentiles where the values of a bucket are equal', () => {
    const distinct = [1, 7, 1000, 1_234_567, 9_876_543_211, 2 ** 45 + 3];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(0, ...distinct), { minLength: 1, maxLength: 300 }),
        fc.constantFrom(...PER_MILLE),
        (values, perMille) => {
          expect(histogramOf(values).percentile(perMille / 1000)).toBe(nearestRank(values, perMille));
        },
      ),
      { numRuns: 300, seed: 3 },
    );
  });

  it('has exact percentiles of whole numbers up to 2,048', () => {
    const values = Array.from({ length: 2048 }, (_, i) => (i * 1117) % 2048);
    const histogram = histogramOf(values);
    for (let perMille = 1; perMille <= 1000; perMille++) {
      expect(histogram.percentile(perMille / 1000)).toBe(nearestRank(values, perMille));
    }
  });

  it('takes the nearest rank as whole arithmetic does, not one too high by a rounding of the probability', () => {
    // 0.07 · 100 and 0.55 · 100 in binary lie above 7 and 55.
    const histogram = histogramOf(Array.from({ length: 100 }, (_, i) => i + 1));
    for (let percent = 1; percent <= 100; percent++) expect(histogram.percentile(percent / 100)).toBe(percent);
  });

  it('has its percentiles in order, from the smallest to the largest value', () => {
    fc.assert(
      fc.property(fc.array(SHAPES['all magnitudes']!, { minLength: 1, maxLength: 200 }), (values) => {
        const histogram = histogramOf(values);
        const percentiles = PER_MILLE.map((perMille) => histogram.percentile(perMille / 1000)!);
        for (let i = 1; i < percentiles.length; i++) expect(percentiles[i]).toBeGreaterThanOrEqual(percentiles[i - 1]!);
        expect(percentiles.at(-1)).toBe(Math.max(...values));
      }),
      { seed: 4 },
    );
  });

  it('gives null for what has no sample, and a sum of 0', () => {
    const histogram = new Histogram();
    expect([histogram.percentile(0.5), histogram.mean, histogram.count, histogram.sum, histogram.max]).toEqual([
      null,
      null,
      0,
      0,
      0,
    ]);
  });

  it('of one sample gives it for every percentile', () => {
    const histogram = histogramOf([123_456_789]);
    for (const perMille of PER_MILLE) expect(histogram.percentile(perMille / 1000)).toBe(123_456_789);
  });

  it('counts zeros as samples', () => {
    const histogram = histogramOf([0, 0, 0, 8]);
    expect([histogram.count, histogram.mean, histogram.percentile(0.75), histogram.percentile(0.76)]).toEqual([
      4, 2, 0, 8,
    ]);
    histogram.recordZeros(96);
    expect([histogram.count, histogram.sum, histogram.percentile(0.99), histogram.percentile(1)]).toEqual([
      100, 8, 0, 8,
    ]);
  });

  it('records up to 2^53', () => {
    const histogram = histogramOf([2 ** 53]);
    expect([histogram.max, histogram.sum, histogram.percentile(0.5)]).toEqual([2 ** 53, 2 ** 53, 2 ** 53]);
  });

  const samples = fc.array(fc.oneof(...Object.values(SHAPES)), { maxLength: 100 });

  it('merged with another holds what one histogram of all samples would', () => {
    fc.assert(
      fc.property(samples, samples, (a, b) => {
        const merged = histogramOf(a);
        merged.merge(histogramOf(b));
        expect(summary(merged)).toEqual(summary(histogramOf([...a, ...b])));
      }),
      { seed: 5 },
    );
  });

  it('can be merged in any order and grouping, and leaves the other as it was', () => {
    fc.assert(
      fc.property(samples, samples, samples, (a, b, c) => {
        const [left, right, turned] = [histogramOf(a), histogramOf(b), histogramOf(c)];
        left.merge(histogramOf(b));
        left.merge(histogramOf(c));
        const tail = histogramOf(c);
        right.merge(tail);
        expect(summary(tail)).toEqual(summary(histogramOf(c)));
        const whole = histogramOf(a);
        whole.merge(right);
        turned.merge(histogramOf(b));
        turned.merge(histogramOf(a));
        expect(summary(left)).toEqual(summary(whole));
        expect(summary(left)).toEqual(summary(turned));
      }),
      { seed: 6 },
    );
  });
});
