import { describe, expect, it } from 'vitest';
import { breakEvenUtilization, PRICED_REGIONS, pricesOf } from '../../src/pricing/prices.js';

describe('a price table', () => {
  it.each(PRICED_REGIONS)('of %s names its region and month', (region) => {
    expect(pricesOf(region).region).toBe(region);
    expect(pricesOf(region).asOf).toMatch(/^20\d\d-(0[1-9]|1[0-2])$/);
  });

  it.each(PRICED_REGIONS)('of %s has tiers that rise to no end, each cheaper than the one before', (region) => {
    for (const { duration } of [pricesOf(region).x86_64, pricesOf(region).arm64]) {
      expect(duration.at(-1)!.upTo).toBe(Infinity);
      for (let i = 1; i < duration.length; i++) {
        expect(duration[i]!.upTo).toBeGreaterThan(duration[i - 1]!.upTo);
        expect(duration[i]!.price).toBeLessThan(duration[i - 1]!.price);
      }
    }
  });

  it.each(['x86_64', 'arm64'] as const)(
    'of us-east-1 makes provisioned concurrency pay from 60 % of use on (%s)',
    (architecture) => {
      expect(breakEvenUtilization(pricesOf('us-east-1')[architecture])).toBeCloseTo(0.6, 4);
    },
  );

  it('has a break-even where capacity and duration together cost what on demand does, at the first tier', () => {
    const [duration, provisionedCapacity, provisionedDuration] = [
      [
        { upTo: 9, price: 5 },
        { upTo: Infinity, price: 4 },
      ],
      2,
      1,
    ];
    const share = breakEvenUtilization({ duration, provisionedCapacity, provisionedDuration });
    expect(share).toBe(0.5);
    expect(provisionedCapacity + share * provisionedDuration).toBe(share * duration[0]!.price);
  });

  it('is that of us-east-1 for a region without one', () => {
    expect(pricesOf('mars-north-1')).toBe(pricesOf('us-east-1'));
  });
});
