import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bill, bill, charged, ratesOf, sumOfBills, type Terms, tiered } from '../../src/pricing/bill.js';
import { listPrices } from '../../src/pricing/tables.js';
import { type Amount, gbSeconds, scaled, type Usage, usage } from '../../src/pricing/usage.js';

const PRICES = listPrices('us-east-1');
const SEOUL = listPrices('ap-northeast-2');
const LIST: Terms = {
  prices: { 'us-east-1': PRICES, 'ap-northeast-2': SEOUL },
  freeTier: false,
  savingsPlan: null,
};
const FREE: Terms = { ...LIST, freeTier: true };
const X86 = { region: 'us-east-1', architecture: 'x86_64' } as const;
const ARM = { region: 'us-east-1', architecture: 'arm64' } as const;
const NOTHING = usage(X86, {});
const used = (amounts: Partial<Record<Amount, number>>, of: Pick<Usage, 'region' | 'architecture'> = X86): Usage =>
  usage(of, amounts);
const total = (usages: readonly Usage[], terms = LIST): Bill => sumOfBills(bill(usages, terms));
const cents = (dollars: number): number => Math.round(dollars * 100) / 100;
const GBS = 1024 * 1000;

describe('a bill', () => {
  it("prices AWS's mobile backend at 2.73: 3 million requests of 120 ms at 1,536 MB, with the free tier", () => {
    const {
      requests,
      duration,
      total: sum,
    } = total([used({ onDemandRequests: 3e6, onDemandMBms: 3e6 * 120 * 1536 })], FREE);
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
    const { provisionedCapacity, provisionedDuration, duration, requests } = total([launch, rest], FREE);
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
    const parts = total([used({ onDemandMBms: 1e6 * GBS, provisionedMBms: 1e6 * GBS, capacityMBms: 1e6 * GBS }, ARM)]);
    expect(parts.duration).toBeCloseTo(13.3334, 9);
    expect(parts.provisionedDuration).toBeCloseTo(7.7778, 9);
    expect(parts.provisionedCapacity).toBeCloseTo(3.3334, 9);
  });

  it('of nothing is nothing, with and without the free tier', () => {
    for (const terms of [FREE, LIST]) expect(total([NOTHING, used({}, ARM)], terms).total).toBe(0);
    expect(bill([], FREE)).toEqual([]);
    expect(sumOfBills([]).total).toBe(0);
  });

  it('has the sum of its parts as total', () => {
    for (const each of [
      ...bill([used({ onDemandRequests: 9, onDemandMBms: 1e12, storageMBms: 5e12, capacityMBms: 1e11 })], LIST),
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
const small = fc.integer({ min: 0, max: 10 ** 12 });
const amounts = fc.record<Record<Amount, number>>({
  onDemandRequests: fc.nat(10 ** 7),
  provisionedRequests: fc.nat(10 ** 7),
  onDemandEvents: fc.nat(10 ** 7),
  provisionedEvents: fc.nat(10 ** 7),
  onDemandMBms: fc.oneof(small, fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })),
  provisionedMBms: small,
  capacityMBms: small,
  storageMBms: small,
  snapshotMBms: small,
  restoredMB: fc.nat(10 ** 9),
  streamedBytes: fc.oneof(small, fc.integer({ min: 0, max: 10 ** 15 })),
  logBytes: fc.oneof(small, fc.integer({ min: 0, max: 10 ** 15 })),
  sqsPollerHours: fc.nat(10 ** 5),
  kafkaPollerHours: fc.nat(10 ** 5),
});
const NO_AMOUNTS = ['region', 'architecture', 'eventBytes'];
const AMOUNTS = Object.keys(used({})).filter((key): key is Amount => !NO_AMOUNTS.includes(key));
const someUsage = fc
  .tuple(amounts, fc.constantFrom('x86_64', 'arm64'), fc.nat(2 ** 20))
  .map(([all, architecture, eventBytes]) => usage({ region: 'us-east-1', architecture, eventBytes }, all));
const usages = fc.array(someUsage, { minLength: 1, maxLength: 5 });
const terms = fc
  .tuple(
    fc.boolean(),
    fc.option(
      fc.record({
        discount: fc.double({ min: 0, max: 0.2, noNaN: true }),
        coverage: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
    ),
  )
  .map(([freeTier, savingsPlan]): Terms => ({ ...LIST, freeTier, savingsPlan }));
const close = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * (1 + Math.abs(a));

describe('the bills of an account', () => {
  it('are one a function, in the order given, none of their parts negative', () => {
    fc.assert(
      fc.property(usages, terms, (all, on) => {
        const bills = bill(all, on);
        expect(bills).toHaveLength(all.length);
        for (const each of bills) for (const part of Object.values(each)) expect(part).toBeGreaterThanOrEqual(0);
      }),
      { seed: 1 },
    );
  });

  it('are additive: they sum to the same however usage is split over functions or replications', () => {
    fc.assert(
      fc.property(someUsage, fc.double({ min: 0, max: 1, noNaN: true }), terms, (whole, share, on) => {
        const split = [scaled(whole, share), scaled(whole, 1 - share)];
        expect(close(total(split, on).total, total([whole], on).total)).toBe(true);
      }),
      { numRuns: 500, seed: 2 },
    );
  });

  it('are additive over the parts of one function: each part pays the same rate', () => {
    fc.assert(
      fc.property(usages, fc.double({ min: 0, max: 1, noNaN: true }), terms, (all, share, on) => {
        const [rates] = ratesOf(all, on);
        const parts = [scaled(all[0]!, share), scaled(all[0]!, 1 - share)].map((part) => charged(part, rates!));
        expect(close(sumOfBills(parts).total, bill(all, on)[0]!.total)).toBe(true);
      }),
      { numRuns: 500, seed: 12 },
    );
  });

  it('do not depend on the order of the functions', () => {
    fc.assert(
      fc.property(usages, terms, (all, on) => {
        const turned = bill([...all].reverse(), on).reverse();
        for (const [at, each] of bill(all, on).entries()) expect(close(turned[at]!.total, each.total)).toBe(true);
      }),
      { numRuns: 200, seed: 13 },
    );
  });

  it('share tiers and free tier in proportion to usage', () => {
    const [less, more] = bill(
      [used({ onDemandRequests: 1e6, onDemandMBms: MONTH }), used({ onDemandRequests: 4e6, onDemandMBms: 4 * MONTH })],
      FREE,
    );
    expect(more!.duration / less!.duration).toBeCloseTo(4, 9);
    expect(more!.requests / less!.requests).toBeCloseTo(4, 9);
    expect(less!.requests + more!.requests).toBeCloseTo(0.8, 9);
  });

  it('are monotone: they never fall when one function uses more of anything', () => {
    fc.assert(
      fc.property(usages, fc.nat(), fc.constantFrom(...AMOUNTS), fc.nat(), terms, (all, at, part, more, on) => {
        const grown = all.map((each, i) => (i === at % all.length ? { ...each, [part]: each[part] + more } : each));
        expect(total(grown, on).total).toBeGreaterThanOrEqual(total(all, on).total * (1 - 1e-12));
      }),
      { numRuns: 1000, seed: 3 },
    );
  });

  it('are continuous: a unit more costs no more than its highest price, at every border of a tier and of the free tier', () => {
    const borders: readonly (readonly [Amount, number, number])[] = [
      ...[6e9, 15e9, 400_000].map((gbs) => ['onDemandMBms', gbs * GBS, GBS] as const),
      ['onDemandRequests', 1e6, 1],
      ...[10, 30, 50].map((terabytes) => ['logBytes', terabytes * 1024 ** 4, 1024 ** 3] as const),
      ['streamedBytes', 100 * 1024 ** 3, 1024 ** 3],
    ];
    for (const [amount, border, unit] of borders) {
      for (const on of [LIST, FREE]) {
        const cost = (units: number): number => total([used({ [amount]: border + units * unit })], on).total;
        const first = total([used({ [amount]: unit })]).total;
        expect(cost(1) - cost(0)).toBeLessThanOrEqual(first * (1 + 1e-3));
        expect(cost(0) - cost(-1)).toBeLessThanOrEqual(first * (1 + 1e-3));
        expect(cost(0)).toBeGreaterThanOrEqual(cost(-1));
        expect(cost(1)).toBeGreaterThanOrEqual(cost(0));
      }
    }
  });

  it('are never higher with the free tier, and lower by no more than it is worth', () => {
    const worth = 1e6 * 0.2e-6 + 400_000 * 0.0000166667 + 100 * 0.008;
    fc.assert(
      fc.property(usages, (all) => {
        const saved = total(all, LIST).total - total(all, FREE).total;
        expect(saved).toBeGreaterThanOrEqual(-1e-6);
        expect(saved).toBeLessThanOrEqual(worth + 1e-6);
      }),
      { numRuns: 500, seed: 4 },
    );
  });
});

describe('a savings plan', () => {
  const all = used({
    onDemandRequests: 1e6,
    onDemandMBms: 1e6 * GBS,
    provisionedMBms: 1e6 * GBS,
    capacityMBms: 1e6 * GBS,
    storageMBms: 1e6 * GBS,
    snapshotMBms: 1e6 * GBS,
    logBytes: 1024 ** 3,
  });

  it('takes its discount off duration and provisioned concurrency, and nothing off the rest', () => {
    const list = total([all]);
    const planned = total([all], { ...LIST, savingsPlan: { discount: 0.17, coverage: 1 } });
    for (const part of ['duration', 'provisionedCapacity', 'provisionedDuration'] as const)
      expect(planned[part]).toBeCloseTo(0.83 * list[part], 9);
    for (const part of ['requests', 'ephemeralStorage', 'snapStart', 'logs'] as const)
      expect(planned[part]).toBe(list[part]);
  });

  it('counts for the part of usage that it covers', () => {
    const planned = total([all], { ...LIST, savingsPlan: { discount: 0.2, coverage: 0.5 } });
    expect(planned.duration).toBeCloseTo(0.9 * total([all]).duration, 9);
    expect(total([all], { ...LIST, savingsPlan: { discount: 0.2, coverage: 0 } })).toEqual(total([all]));
  });
});

describe('several regions', () => {
  const there = { region: 'ap-northeast-2', architecture: 'x86_64' } as const;

  it('have prices of their own', () => {
    const [here, seoul] = bill(
      [
        used({ capacityMBms: 1e6 * GBS, snapshotMBms: 1e6 * GBS }),
        used({ capacityMBms: 1e6 * GBS, snapshotMBms: 1e6 * GBS }, there),
      ],
      LIST,
    );
    expect(here!.provisionedCapacity).toBeCloseTo(4.1667, 9);
    expect(seoul!.provisionedCapacity).toBeCloseTo(5.1254, 9);
    expect(seoul!.snapStart).toBeCloseTo(1.8383, 9);
  });

  it('count their tiers apart', () => {
    const each = 5e9 * GBS;
    const apart = total([used({ onDemandMBms: each }), used({ onDemandMBms: each }, there)]);
    expect(apart.duration).toBeCloseTo(10e9 * 0.0000166667, 4);
  });

  it('share one free tier', () => {
    const both = [used({ onDemandRequests: 6e5 }), used({ onDemandRequests: 6e5 }, there)];
    expect(total(both, FREE).requests).toBeCloseTo(0.04, 9);
  });

  it('charge nothing at a price that is not there, and say so where something is', () => {
    expect(bill([used({ onDemandRequests: 1 }, there)], LIST)[0]!.streaming).toBe(0);
    expect(() => bill([used({ streamedBytes: 1 }, there)], LIST)).toThrow('no price');
  });
});

describe('pollers, streams and logs', () => {
  it('are charged by the hour, the GB and the GB', () => {
    const parts = total([
      used({ sqsPollerHours: 100, kafkaPollerHours: 10, streamedBytes: 5 * 1024 ** 3, logBytes: 3 * 1024 ** 3 }),
    ]);
    expect(parts.pollers).toBeCloseTo(0.925 + 1.85, 9);
    expect(parts.streaming).toBeCloseTo(0.04, 9);
    expect(parts.logs).toBeCloseTo(1.5, 9);
  });

  it('stream 100 GB a month for nothing in the free tier', () => {
    expect(total([used({ streamedBytes: 100 * 1024 ** 3 })], FREE).streaming).toBe(0);
    expect(total([used({ streamedBytes: 101 * 1024 ** 3 })], FREE).streaming).toBeCloseTo(0.008, 9);
  });
});

describe('the free tier', () => {
  it('covers a million requests and 400,000 GB-seconds to the last one', () => {
    const free = used({ onDemandRequests: 1e6, onDemandMBms: 400_000 * GBS });
    expect(total([free], FREE).total).toBe(0);
    expect(total([{ ...free, onDemandRequests: 1e6 + 1 }], FREE).total).toBeCloseTo(0.2e-6, 12);
    expect(total([{ ...free, onDemandMBms: 400_001 * GBS }], FREE).total).toBeCloseTo(0.0000166667, 12);
  });

  it('counts both architectures together', () => {
    const both = [used({ onDemandMBms: 200_000 * GBS }), used({ onDemandMBms: 200_000 * GBS }, ARM)];
    expect(total(both, FREE).total).toBe(0);
    const twice = both.map((each) => ({ ...each, onDemandMBms: 2 * each.onDemandMBms }));
    expect(total(twice, FREE).duration).toBeCloseTo(200_000 * (0.0000166667 + 0.0000133334), 9);
  });

  it('does not cover what ran on provisioned concurrency, nor storage', () => {
    const provisioned = used({
      provisionedRequests: 1000,
      provisionedMBms: 1000 * GBS,
      capacityMBms: 1000 * GBS,
      storageMBms: 1000 * GBS,
    });
    expect(total([provisioned], FREE)).toEqual(total([provisioned]));
    expect(total([provisioned], FREE).requests).toBeCloseTo(1000 * 0.2e-6, 12);
  });
});

describe('tiers', () => {
  const duration = PRICES.x86_64.duration!;
  const onArm = PRICES.arm64.duration!;

  it('price each GB-second at its tier', () => {
    expect(tiered(0, duration)).toBe(0);
    expect(tiered(6e9, duration)).toBeCloseTo(100_000.2, 6);
    expect(tiered(15e9, duration)).toBeCloseTo(100_000.2 + 135_000, 6);
    expect(tiered(16e9, duration)).toBeCloseTo(100_000.2 + 135_000 + 13_333.4, 6);
  });

  it.each([...duration, ...onArm].flatMap(({ upTo }) => upTo ?? []))('have no step in the price at %d', (border) => {
    const tiers = duration.some(({ upTo }) => upTo === border) ? duration : onArm;
    expect(tiered(border + 1, tiers) - tiered(border - 1, tiers)).toBeLessThan(2 * tiers[0]!.price + 1e-4);
    expect(tiered(border + 1, tiers)).toBeGreaterThan(tiered(border - 1, tiers));
  });

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
    const apart = total([used({ onDemandMBms: each }), used({ onDemandMBms: each }, ARM)]);
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
