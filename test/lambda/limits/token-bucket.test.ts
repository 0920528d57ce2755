import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TokenBucket } from '../../../src/lambda/limits/token-bucket.js';

const SECOND = 1_000_000;

/** How many tokens are to be had at once. */
function takeAll(bucket: TokenBucket, now: number): number {
  let taken = 0;
  while (bucket.take(now)) taken += 1;
  return taken;
}

describe('a token bucket', () => {
  it('starts full and refuses beyond its capacity', () => {
    expect(takeAll(new TokenBucket(1000, 100), 0)).toBe(1000);
    expect(takeAll(new TokenBucket(1000, 100), 3600 * SECOND)).toBe(1000);
  });

  it('is refilled continuously: a token every 10 ms at 100 a second, not before', () => {
    const bucket = new TokenBucket(1000, 100);
    takeAll(bucket, 0);
    expect(bucket.take(9999)).toBe(false);
    expect(bucket.take(10_000)).toBe(true);
    expect(bucket.take(10_000)).toBe(false);
    expect(bucket.take(19_999)).toBe(false);
    expect(bucket.take(20_000)).toBe(true);
  });

  it('gives 1,000 new environments in any 10 s after the first 1,000', () => {
    const bucket = new TokenBucket(1000, 100);
    expect([0, 10, 20, 30].map((second) => takeAll(bucket, second * SECOND))).toEqual([1000, 1000, 1000, 1000]);
    expect([31, 36, 41].map((second) => takeAll(bucket, second * SECOND))).toEqual([100, 500, 500]);
  });

  it('never holds more than its capacity: what is not used does not add up', () => {
    const bucket = new TokenBucket(1000, 100);
    takeAll(bucket, 0);
    expect(takeAll(bucket, 86_400 * SECOND)).toBe(1000);
  });

  it('keeps the fraction of a token over refusals', () => {
    const bucket = new TokenBucket(2, 3);
    takeAll(bucket, 0);
    // A token every 333,333⅓ µs.
    for (const now of [100_000, 200_000, 333_333]) expect(bucket.take(now)).toBe(false);
    expect(bucket.take(333_334)).toBe(true);
    expect(bucket.take(666_666)).toBe(false);
    expect(bucket.take(666_667)).toBe(true);
  });

  it('without capacity never gives any', () => {
    expect(new TokenBucket(0, 0).take(SECOND)).toBe(false);
    expect(new TokenBucket(0, 100).take(SECOND)).toBe(false);
  });

  it('agrees with exact arithmetic in whole numbers', () => {
    const script = fc.array(
      fc.tuple(fc.oneof(fc.nat(20), fc.nat(50_000), fc.nat(10 ** 9)), fc.integer({ min: 1, max: 30 })),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 10_000 }),
        script,
        (capacity, perSecond, steps) => {
          const bucket = new TokenBucket(capacity, perSecond);
          let units = BigInt(capacity) * 1_000_000n;
          let now = 0;
          for (const [gap, tries] of steps) {
            now += gap;
            units += BigInt(gap) * BigInt(perSecond);
            if (units > BigInt(capacity) * 1_000_000n) units = BigInt(capacity) * 1_000_000n;
            for (let i = 0; i < tries; i++) {
              const has = units >= 1_000_000n;
              expect(bucket.take(now)).toBe(has);
              if (has) units -= 1_000_000n;
            }
          }
        },
      ),
      { numRuns: 300, seed: 1 },
    );
  });

  it('lets through in any stretch of time no more than its capacity and what the stretch refills', () => {
    const bucket = new TokenBucket(20, 7);
    const admitted: number[] = [];
    for (let now = 0; now < 30 * SECOND; now += 13_007) if (bucket.take(now)) admitted.push(now);
    for (let i = 0; i < admitted.length; i++) {
      for (let j = i; j < admitted.length; j++) {
        expect(j - i + 1).toBeLessThanOrEqual(20 + (7 * (admitted[j]! - admitted[i]!)) / SECOND + 1);
      }
    }
    expect(admitted.length).toBe(20 + 7 * 30 - 1);
  });

  it('may be refilled by the minute: 500 a minute are one every 120 ms', () => {
    const minute = 60 * SECOND;
    const bucket = new TokenBucket(3000, 500, minute);
    expect(takeAll(bucket, 0)).toBe(3000);
    expect(bucket.take(119_999)).toBe(false);
    expect(bucket.take(120_000)).toBe(true);
    expect(bucket.take(120_000)).toBe(false);
    expect(takeAll(bucket, minute)).toBe(499);
    expect(takeAll(bucket, 2 * minute)).toBe(500);
    expect(takeAll(bucket, 100 * minute)).toBe(3000);
  });
});

describe('a token bucket of another size', () => {
  it('has so many tokens more, and comes by as many a period', () => {
    const bucket = new TokenBucket(0, 0);
    bucket.resize(0, 20);
    expect(takeAll(bucket, 0)).toBe(20);
    expect([takeAll(bucket, SECOND / 2), takeAll(bucket, SECOND)]).toEqual([10, 10]);
    bucket.resize(SECOND, 50);
    expect(takeAll(bucket, SECOND)).toBe(30);
    expect(takeAll(bucket, 2 * SECOND)).toBe(50);
  });

  it('has so many tokens less, but never less than none', () => {
    const bucket = new TokenBucket(50, 50);
    for (let taken = 0; taken < 15; taken++) bucket.take(0);
    bucket.resize(0, 20);
    expect(takeAll(bucket, 0)).toBe(5);
    bucket.resize(0, 10);
    expect(takeAll(bucket, 0)).toBe(0);
    expect(takeAll(bucket, SECOND)).toBe(10);
  });

  it('never holds more than its new capacity', () => {
    const bucket = new TokenBucket(10, 10);
    bucket.resize(SECOND, 30);
    expect(takeAll(bucket, SECOND)).toBe(30);
    bucket.resize(10 * SECOND, 40);
    expect(takeAll(bucket, 10 * SECOND)).toBe(40);
  });

  it('was refilled at the old rate until then', () => {
    const bucket = new TokenBucket(10, 10);
    takeAll(bucket, 0);
    bucket.resize(SECOND / 2, 100);
    expect(takeAll(bucket, SECOND / 2)).toBe(5 + 90);
  });

  it('keeps the fraction of a token', () => {
    const bucket = new TokenBucket(10, 10);
    takeAll(bucket, 0);
    bucket.resize(50_000, 20);
    expect(takeAll(bucket, 50_000)).toBe(10);
    expect(bucket.take(74_999)).toBe(false);
    expect(bucket.take(75_000)).toBe(true);
  });

  it('agrees with exact arithmetic, whatever its sizes', () => {
    const step = fc.tuple(fc.oneof(fc.nat(30_000), fc.nat(10 ** 8)), fc.nat(40), fc.option(fc.nat(60)));
    fc.assert(
      fc.property(fc.nat(50), fc.array(step, { maxLength: 60 }), (first, steps) => {
        const bucket = new TokenBucket(first, first);
        const token = BigInt(SECOND);
        let [capacity, units, now] = [BigInt(first), BigInt(first) * token, 0];
        const capped = (value: bigint): bigint => (value > capacity * token ? capacity * token : value);
        for (const [gap, tries, size] of steps) {
          now += gap;
          units = capped(units + BigInt(gap) * capacity);
          if (size !== null) {
            units += (BigInt(size) - capacity) * token;
            capacity = BigInt(size);
            units = units < 0n ? 0n : capped(units);
            bucket.resize(now, size);
          }
          for (let i = 0; i < tries; i++) {
            expect(bucket.take(now)).toBe(units >= token);
            if (units >= token) units -= token;
          }
        }
      }),
      { numRuns: 150, seed: 1 },
    );
  });
});
