import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Bill,
  bill,
  gbSeconds,
  provisionedPrices,
  sumOfBills,
  tiered,
  type Usage,
} from '../../src/pricing/bill.js';
import { pricesOf } from '../../src/pricing/prices.js';

const PRICES = pricesOf('us-east-1');
const NOTHING: Usage = {
  architecture: 'x86_64',
  onDemandRequests: 0,
  provisionedRequests: 0,
  onDemandMBms: 0,
  provisionedMBms: 0,
  capacityMBms: 0,
  storageMBms: 0,
  snapshotMBms: 0,
  restoredMB: 0,
};
const used = (usage: Partial<Usage>): Usage => ({ ...NOTHING, ...usage });
const total = (usages: readonly Usage[], freeTier = false): Bill => sumOfBills(bill(usages, PRICES, freeTier));
const cents = (dollars: number): number => Math.round(dollars * 100) / 100;
const GBS = 1024 * 1000;

describe('a bill', () => {
  it("prices AWS's mobile backend at 2.73: 3 million requests of 120 ms at 1,536 MB, with the free tier", () => {
    const {
      requests,
      duration,
      total: sum,
    } = total([used({ onDemandRequests: 3e6, onDemandMBms: 3e6 * 120 * 1536 })], true);
    expect(requests).toBeCloseTo(0.4, 9);
    expect(duration).toBeCloseTo(2.333338, 6);
    expect(cents(sum)).toBe(2.73);
  });

  it("prices AWS's telemetry at 249.49: 7.44 million requests of 2 s at 1,024 MB, without the free tier", () => {
    const {
      requests,
      duration,
      total: sum,
    } = total([used({ onDemandRequests: 7.44e6, onDemandMBms: 7.44e6 * 2000 * 1024 })]);
    expect(requests).toBeCloseTo(1.488, 9);
    expect(duration).toBeCloseTo(248.000496, 6);
    expect(cents(sum)).toBe(249.49);
  });

  it("prices AWS's launch day on provisioned concurrency at 19.96", () => {
    const launch = used({
      provisionedRequests: 500_000,
      provisionedMBms: 500_000 * 100 * 1536,
      capacityMBms: 100 * 8 * 3_600_000 * 1536,
    });
    const rest = used({ onDemandRequests: 2.5e6, onDemandMBms: 2.5e6 * 120 * 1536 });
    const { provisionedCapacity, provisionedDuration, duration, requests } = total([launch, rest], true);
    expect(provisionedCapacity).toBeCloseTo(18.000144, 6);
    expect(provisionedDuration).toBeCloseTo(0.729165, 6);
    expect(duration).toBeCloseTo(0.833335, 6);
    // The page takes the 500,000 requests on provisioned concurrency as paid and 1,000,000 of the others as free.
    expect(requests).toBeCloseTo(0.4, 9);
    // AWS adds lines rounded to cents.
    expect(
      cents([provisionedCapacity, provisionedDuration, duration, requests].reduce((sum, line) => sum + cents(line), 0)),
    ).toBe(19.96);
  });

  it('prices ephemeral storage beyond 512 MB', () => {
    expect(total([used({ storageMBms: 1e9 * GBS })]).ephemeralStorage).toBeCloseTo(30.9, 6);
  });

  it('prices arm64 at its own rates', () => {
    const parts = total([
      used({ architecture: 'arm64', onDemandMBms: 1e6 * GBS, provisionedMBms: 1e6 * GBS, capacityMBms: 1e6 * GBS }),
    ]);
    expect(parts.duration).toBeCloseTo(13.3334, 9);
    expect(parts.provisionedDuration).toBeCloseTo(7.7778, 9);
    expect(parts.provisionedCapacity).toBeCloseTo(3.3334, 9);
  });

  it('of nothing is nothing, with and without the free tier', () => {
    for (const freeTier of [true, false])
      expect(total([NOTHING, used({ architecture: 'arm64' })], freeTier).total).toBe(0);
    expect(bill([], PRICES, true)).toEqual([]);
    expect(sumOfBills([]).total).toBe(0);
  });

  it('has the sum of its parts as total', () => {
    for (const each of [
      ...bill(
        [used({ onDemandRequests: 9, onDemandMBms: 1e12, storageMBms: 5e12, capacityMBms: 1e11 })],
        PRICES,
        false,
      ),
    ]) {
      const { total: sum, ...parts } = each;
      expect(sum).toBeCloseTo(
        Object.values(parts).reduce((a, b) => a + b, 0),
        12,
      );
    }
  });
});

const MONTH = 1e10 * GBS;
const usage = fc.record<Usage>({
  architecture: fc.constantFrom('x86_64', 'arm64'),
  onDemandRequests: fc.nat(10 ** 7),
  provisionedRequests: fc.nat(10 ** 7),
  onDemandMBms: fc.oneof(fc.integer({ min: 0, max: 10 ** 12 }), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })),
  provisionedMBms: fc.integer({ min: 0, max: 10 ** 12 }),
  capacityMBms: fc.integer({ min: 0, max: 10 ** 12 }),
  storageMBms: fc.integer({ min: 0, max: 10 ** 12 }),
  snapshotMBms: fc.integer({ min: 0, max: 10 ** 12 }),
  restoredMB: fc.nat(10 ** 9),
});
const usages = fc.array(usage, { minLength: 1, maxLength: 5 });
const close = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * (1 + Math.abs(a));

describe('the bills of an account', () => {
  it('are one a function, in the order given, none of their parts negative', () => {
    fc.assert(
      fc.property(usages, fc.boolean(), (all, freeTier) => {
        const bills = bill(all, PRICES, freeTier);
        expect(bills).toHaveLength(all.length);
        for (const each of bills) for (const part of Object.values(each)) expect(part).toBeGreaterThanOrEqual(0);
      }),
      { seed: 1 },
    );
  });

  it('sum to the same however usage is split over functions', () => {
    fc.assert(
      fc.property(usage, fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean(), (whole, share, freeTier) => {
        const split = (of: number): Usage => ({
          ...whole,
          onDemandRequests: whole.onDemandRequests * of,
          provisionedRequests: whole.provisionedRequests * of,
          onDemandMBms: whole.onDemandMBms * of,
          provisionedMBms: whole.provisionedMBms * of,
          capacityMBms: whole.capacityMBms * of,
          storageMBms: whole.storageMBms * of,
          snapshotMBms: whole.snapshotMBms * of,
          restoredMB: whole.restoredMB * of,
        });
        expect(close(total([split(share), split(1 - share)], freeTier).total, total([whole], freeTier).total)).toBe(
          true,
        );
      }),
      { numRuns: 500, seed: 2 },
    );
  });

  it('share tiers and free tier in proportion to usage', () => {
    const [small, large] = bill(
      [used({ onDemandRequests: 1e6, onDemandMBms: MONTH }), used({ onDemandRequests: 4e6, onDemandMBms: 4 * MONTH })],
      PRICES,
      true,
    );
    expect(large!.duration / small!.duration).toBeCloseTo(4, 9);
    expect(large!.requests / small!.requests).toBeCloseTo(4, 9);
    expect(small!.requests + large!.requests).toBeCloseTo(0.8, 9);
  });

  it('never fall when one function uses more', () => {
    fc.assert(
      fc.property(
        usages,
        fc.nat(),
        fc.constantFrom('onDemandRequests', 'provisionedRequests', 'onDemandMBms', 'capacityMBms'),
        fc.nat(),
        fc.boolean(),
        (all, at, part, more, freeTier) => {
          const grown = all.map((each, i) => (i === at % all.length ? { ...each, [part]: each[part] + more } : each));
          expect(total(grown, freeTier).total).toBeGreaterThanOrEqual(total(all, freeTier).total * (1 - 1e-12));
        },
      ),
      { numRuns: 500, seed: 3 },
    );
  });

  it('are never higher with the free tier, and lower by no more than it is worth', () => {
    fc.assert(
      fc.property(usages, (all) => {
        const saved = total(all, false).total - total(all, true).total;
        expect(saved).toBeGreaterThanOrEqual(-1e-6);
        expect(saved).toBeLessThanOrEqual(1e6 * 0.2e-6 + 400_000 * 0.0000166667 + 1e-6);
      }),
      { numRuns: 500, seed: 4 },
    );
  });
});

describe('the free tier', () => {
  it('covers a million requests and 400,000 GB-seconds to the last one', () => {
    const free = used({ onDemandRequests: 1e6, onDemandMBms: 400_000 * GBS });
    expect(total([free], true).total).toBe(0);
    expect(total([{ ...free, onDemandRequests: 1e6 + 1 }], true).total).toBeCloseTo(0.2e-6, 12);
    expect(total([{ ...free, onDemandMBms: 400_001 * GBS }], true).total).toBeCloseTo(0.0000166667, 12);
  });

  it('counts both architectures together', () => {
    const both = [used({ onDemandMBms: 200_000 * GBS }), used({ architecture: 'arm64', onDemandMBms: 200_000 * GBS })];
    expect(total(both, true).total).toBe(0);
    const twice = both.map((each) => ({ ...each, onDemandMBms: 2 * each.onDemandMBms }));
    expect(total(twice, true).duration).toBeCloseTo(200_000 * (0.0000166667 + 0.0000133334), 9);
  });

  it('does not cover what ran on provisioned concurrency, nor storage', () => {
    const provisioned = used({
      provisionedRequests: 1000,
      provisionedMBms: 1000 * GBS,
      capacityMBms: 1000 * GBS,
      storageMBms: 1000 * GBS,
    });
    expect(total([provisioned], true)).toEqual(total([provisioned], false));
    expect(total([provisioned], true).requests).toBeCloseTo(1000 * 0.2e-6, 12);
  });
});

describe('tiers', () => {
  const { duration } = PRICES.x86_64;

  it('price each GB-second at its tier', () => {
    expect(tiered(0, duration)).toBe(0);
    expect(tiered(6e9, duration)).toBeCloseTo(100_000.2, 6);
    expect(tiered(15e9, duration)).toBeCloseTo(100_000.2 + 135_000, 6);
    expect(tiered(16e9, duration)).toBeCloseTo(100_000.2 + 135_000 + 13_333.4, 6);
  });

  it.each([...duration, ...PRICES.arm64.duration].map(({ upTo }) => upTo).filter(Number.isFinite))(
    'have no step in the price at %d',
    (border) => {
      const tiers = duration.some(({ upTo }) => upTo === border) ? duration : PRICES.arm64.duration;
      expect(tiered(border + 1, tiers) - tiered(border - 1, tiers)).toBeLessThan(2 * tiers[0]!.price + 1e-4);
      expect(tiered(border + 1, tiers)).toBeGreaterThan(tiered(border - 1, tiers));
    },
  );

  it('never make more usage cheaper', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 31 - 1), fc.nat(2 ** 31 - 1), (a, b) => {
        const [low, high] = [Math.min(a, b) * 20, Math.max(a, b) * 20];
        expect(tiered(high, duration)).toBeGreaterThanOrEqual(tiered(low, duration));
      }),
      { seed: 5 },
    );
  });

  it('count each architecture apart', () => {
    const each = 5e9 * GBS;
    const apart = total([used({ onDemandMBms: each }), used({ architecture: 'arm64', onDemandMBms: each })]);
    expect(apart.duration).toBeCloseTo(5e9 * (0.0000166667 + 0.0000133334), 4);
    const together = total([used({ onDemandMBms: each }), used({ onDemandMBms: each })]);
    expect(together.duration).toBeCloseTo(6e9 * 0.0000166667 + 4e9 * 0.000015, 4);
  });
});

describe('GB-seconds', () => {
  it('are 1,024 MB for 1,000 ms', () => {
    expect(gbSeconds(1024 * 1000)).toBe(1);
    expect(gbSeconds(128 * 100)).toBe(0.0125);
  });
});

describe('prices of provisioned environments', () => {
  it.each(['x86_64', 'arm64'] as const)('are those of the table, by memory and time (%s)', (architecture) => {
    const own = PRICES[architecture];
    const { capacity, duration, onDemand, breakEven } = provisionedPrices(own, 512);
    // Half a gigabyte: two environments for an hour, and a thousand seconds of duration.
    expect(capacity(2 * 3_600_000_000)).toBeCloseTo(3600 * own.provisionedCapacity, 12);
    expect(duration(1_000_000)).toBeCloseTo(500 * own.provisionedDuration, 12);
    expect(onDemand(1_000_000)).toBeCloseTo(500 * own.duration[0]!.price, 12);
    expect(breakEven).toBeCloseTo(0.6, 4);
  });

  it('are those of the bill', () => {
    const memory = 1536;
    const { capacity, duration } = provisionedPrices(PRICES.x86_64, memory);
    const { provisionedCapacity, provisionedDuration } = total([
      used({ provisionedMBms: 75_000 * memory, capacityMBms: 3_600_000 * memory }),
    ]);
    expect(capacity(3_600_000_000)).toBeCloseTo(provisionedCapacity, 12);
    expect(duration(75_000)).toBeCloseTo(provisionedDuration, 12);
  });
});
