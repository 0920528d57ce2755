// The figures of an alias with provisioned concurrency, calculated by hand from whole runs.
import { describe, expect, it } from 'vitest';
import { type Call, f, PLAIN, together, told } from '../../support/told.js';

/** A gigabyte. */
const live = (provisionedConcurrency: number | object, settings: object = {}) => ({
  f: { ...PLAIN, memory: 1024, ...settings, aliases: { live: { version: 1, provisionedConcurrency } } },
});
const of = (text: object, settings: number | object, calls: readonly Call[], fn: object = {}) =>
  f(told({ duration: '10m', ...text, functions: live(settings, fn) }, calls)).aliases['live']!.provisioned!;
const X86 = { capacity: 0.0000041667, duration: 0.0000097222, onDemand: 0.0000166667 };
const ARM = { capacity: 0.0000033334, duration: 0.0000077778, onDemand: 0.0000133334 };

describe('what provisioned concurrency costs', () => {
  // Two for ten minutes, each used for two minutes, which is rounded up to 120,001 ms.
  const calls = together(2, 60, 'f:live', 120.0005);

  it.each([
    ['x86_64', X86],
    ['arm64', ARM],
  ])('is its capacity and its duration, inits included, at the prices of %s', (architecture, prices) => {
    const { cost } = of({}, 2, calls, { architecture });
    expect(cost.capacity).toBeCloseTo(2 * 600 * prices.capacity, 12);
    expect(cost.duration).toBeCloseTo((2 * 120.001 + 2 * 1) * prices.duration, 12);
  });

  it('stands beside what the same invocations would cost on demand, without inits', () => {
    expect(of({}, 2, calls).cost.onDemandInstead).toBeCloseTo(2 * 120.001 * X86.onDemand, 12);
  });

  it('is in proportion to memory', () => {
    const [one, two] = [1024, 2048].map((memory) => of({}, 2, calls, { memory }).cost);
    for (const part of ['capacity', 'duration', 'onDemandInstead'] as const) {
      expect(two![part]).toBeCloseTo(2 * one![part], 12);
    }
  });

  it('leaves out the warm-up: capacity by time, requests by their arrival', () => {
    const { cost } = of({ warmup: '5m' }, 2, [...calls, [290, 'f:live', 20], [400, 'f:live', 10]]);
    expect(cost.capacity).toBeCloseTo(2 * 300 * X86.capacity, 12);
    expect(cost.duration).toBeCloseTo(10 * X86.duration, 12);
  });

  it('makes the sum of the function’s bill', () => {
    const whole = f(told({ duration: '10m', functions: live(2) }, calls));
    const { cost } = whole.aliases['live']!.provisioned!;
    expect(whole.cost.provisionedCapacity).toBeCloseTo(cost.capacity, 12);
    expect(whole.cost.provisionedDuration).toBeCloseTo(cost.duration, 12);
  });
});

describe('the billed utilisation', () => {
  it('is the billed duration over what is paid for', () => {
    expect(of({}, 2, together(2, 60, 'f:live', 120.0005)).billedUtilization).toBeCloseTo((2 * 120.001) / 1200, 12);
  });

  it('is higher than the utilisation where milliseconds are rounded up', () => {
    const short = Array.from({ length: 1000 }, (_, i): Call => [60 + i / 10, 'f:live', 0.0001]);
    const { billedUtilization, utilizationMean } = of({}, 1, short);
    expect(billedUtilization).toBeCloseTo(1 / 600, 12);
    expect(utilizationMean).toBeCloseTo(0.1 / 600, 12);
  });

  it('is none where nothing is paid for', () => {
    expect(of({}, { min: 0, max: 5, scheduled: [{ at: '20m', min: 5 }] }, []).billedUtilization).toBeNull();
  });

  it('at the break-even makes both cost the same', () => {
    // One environment for ten minutes, in use for six of them, without an init.
    const { cost, billedUtilization, breakEvenUtilization } = of({}, 1, [[60, 'f:live', 360]], { init: '0ms' });
    expect(billedUtilization).toBe(0.6);
    expect(breakEvenUtilization).toBeCloseTo(0.6, 4);
    expect((cost.capacity + cost.duration) / cost.onDemandInstead).toBeCloseTo(1, 4);
  });
});

describe('spillover', () => {
  it('is told by its reason, after the warm-up', () => {
    const account = { requestRate: 2 };
    const calls: Call[] = [
      ...together(2, 10, 'f:live', 0.1), // one finds it busy
      ...[20, 20.01, 20.02].map((at): Call => [at, 'f:live', 0.001]), // the third finds no token
    ];
    const counts = (warmup: string) => {
      const { spilloverInvocations, spilloverByReason } = f(told({ account, warmup, functions: live(1) }, calls))
        .aliases['live']!;
      return { spilloverInvocations, ...spilloverByReason };
    };
    expect(counts('0s')).toEqual({ spilloverInvocations: 2, concurrency: 1, requestRate: 1 });
    expect(counts('15s')).toEqual({ spilloverInvocations: 1, concurrency: 0, requestRate: 1 });
  });
});
