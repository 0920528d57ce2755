import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stream } from '../../../src/engine/random.js';
import { guardOf, mser } from '../../../src/experiments/steady/mser.js';

/** The definition, word for word. */
function naive(values: readonly (number | null)[], guard: number): number {
  const errors = values.map((_, first) => {
    const rest = values.slice(first).filter((value) => value !== null);
    if (rest.length < 5) return Infinity;
    const mean = rest.reduce((sum, value) => sum + value, 0) / rest.length;
    return (rest.reduce((sum, value) => sum + (value - mean) ** 2, 0) + guard) / rest.length ** 2;
  });
  const least = Math.min(...errors);
  return least === Infinity ? 0 : errors.indexOf(least);
}

describe('MSER', () => {
  it('leaves out what stands off, as worked out by hand', () => {
    // All eight: mean 2.875, squares 64.875; / 64 = 1.014
    // 1 3 1 3 1 3 1: mean 13/7, squares 48/7; / 49 = 0.140, the least
    // 3 1 3 1 3 1: mean 2, squares 6; / 36 = 0.167
    // 1 3 1 3 1: mean 1.8, squares 4.8; / 25 = 0.192
    expect(mser([10, 1, 3, 1, 3, 1, 3, 1])).toBe(1);
    // Where nothing stands off: all eight, squares 8; / 64 = 0.125
    expect(mser([3, 1, 3, 1, 3, 1, 3, 1])).toBe(0);
    // What is left has no squares at all.
    expect(mser([9, 5, 2, 2, 2, 2, 2, 2, 2, 2])).toBe(2);
  });

  it('leaves nothing out of equal values, of fewer than five, and of none', () => {
    expect(mser([4, 4, 4, 4, 4, 4, 4])).toBe(0);
    expect(mser([9, 1, 1, 1])).toBe(0);
    expect(mser([])).toBe(0);
    expect(mser([null, null, null, null, null, null])).toBe(0);
  });

  it('does what its definition says, whatever is unknown', () => {
    const value = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constant(null));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 40 }), fc.nat(30), (values, guard) => {
        // Whole numbers in few bits: both ways of adding them up meet the same ties, or differ in the last place alone.
        const errorAt = (first: number): number => {
          const rest = values.slice(first).filter((each) => each !== null);
          const mean = rest.reduce((sum, each) => sum + each, 0) / rest.length;
          return (rest.reduce((sum, each) => sum + (each - mean) ** 2, 0) + guard) / rest.length ** 2;
        };
        const [found, expected] = [mser(values, guard), naive(values, guard)];
        if (found !== expected) expect(errorAt(found)).toBeCloseTo(errorAt(expected), 9);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('finds the end of a known transient in noise', () => {
    for (const [seed, length] of [
      ['a', 20],
      ['b', 50],
      ['c', 80],
    ] as const) {
      const uniform = stream(['mser', seed]);
      const values = Array.from({ length: 200 }, (_, index) => 10 + uniform() + (index < length ? 3 : 0));
      const left = mser(values, guardOf(values));
      expect(left).toBeGreaterThanOrEqual(length - 2);
      expect(left).toBeLessThanOrEqual(length + 10);
    }
  });

  it('leaves more than half out where the series never settles', () => {
    const rising = Array.from({ length: 200 }, (_, index) => index);
    expect(mser(rising, guardOf(rising))).toBeGreaterThan(100);
    const late = Array.from({ length: 200 }, (_, index) => (index < 150 ? 20 : 1 + (index % 3)));
    expect(mser(late, guardOf(late))).toBeGreaterThan(100);
  });

  it('does not take a stretch in which nothing rare happened for a steady state', () => {
    const rare = Array.from({ length: 200 }, (_, index) => ([30, 85, 120, 165].includes(index) ? 1 : 0));
    expect(mser(rare)).toBe(166);
    expect(mser(rare, guardOf(rare))).toBe(0);
  });
});
