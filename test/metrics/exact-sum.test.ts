import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExactSum } from '../../src/metrics/exact-sum.js';

const LARGEST = 2 ** 52;
const summand = fc.oneof(
  fc.nat(1000),
  fc.integer({ min: 0, max: LARGEST }),
  fc.integer({ min: LARGEST - 1000, max: LARGEST }),
);

function sumOf(values: readonly number[]): ExactSum {
  const sum = new ExactSum();
  for (const value of values) sum.add(value);
  return sum;
}

const exact = (values: readonly number[]): bigint => values.reduce((sum, value) => sum + BigInt(value), 0n);

describe('an exact sum', () => {
  it('of nothing is 0', () => {
    expect(new ExactSum().value).toBe(0);
  });

  it('is the nearest double to the sum of whole numbers, whatever its size', () => {
    fc.assert(
      fc.property(fc.array(summand, { maxLength: 300 }), (values) => {
        expect(sumOf(values).value).toBe(Number(exact(values)));
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it('does not depend on the order of what is added', () => {
    fc.assert(
      fc.property(fc.array(summand, { maxLength: 100 }), (values) => {
        expect(sumOf([...values].reverse()).value).toBe(sumOf(values).value);
      }),
      { seed: 2 },
    );
  });

  it('loses no small summand beyond 2^53, where a double would', () => {
    const sum = sumOf([LARGEST, LARGEST, LARGEST, LARGEST]);
    for (let i = 0; i < 4096; i++) sum.add(1);
    expect(sum.value).toBe(2 ** 54 + 4096);
  });

  it('below 2^52 divided by a whole number is the nearest double', () => {
    expect(sumOf([10, 20]).over(7)).toBe(30 / 7);
  });

  it('divided by a whole number is within 2 units in the last place, whatever its size', () => {
    fc.assert(
      fc.property(
        fc.array(summand, { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 1, max: 2 ** 50 }),
        (values, divisor) => {
          const scaled = (exact(values) << 200n) / BigInt(divisor);
          const truth = Number(scaled >> 100n) / 2 ** 100;
          expect(Math.abs(sumOf(values).over(divisor) - truth)).toBeLessThanOrEqual(truth * 2 ** -51);
        },
      ),
      { numRuns: 500, seed: 3 },
    );
  });
});
