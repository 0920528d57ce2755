import { describe, expect, it } from 'vitest';
import { breakEvenSlowdown, breakEvenUtilization, snapStartBreakEven } from '../../src/pricing/break-even.js';
import { listPrices } from '../../src/pricing/tables.js';

const { x86_64: X86, arm64: ARM } = listPrices('us-east-1');
const NONE = { duration: null, provisionedCapacity: null, provisionedDuration: null };

describe('provisioned concurrency', () => {
  it.each([X86, ARM])('pays from 60 % of use on in us-east-1', (prices) => {
    expect(breakEvenUtilization(prices)).toBeCloseTo(0.6, 4);
  });

  it('pays where capacity and duration together cost what on demand does, at the first tier', () => {
    const duration = [
      { upTo: 9, price: 5 },
      { upTo: null, price: 4 },
    ];
    const share = breakEvenUtilization({ duration, provisionedCapacity: 2, provisionedDuration: 1 })!;
    expect(share).toBe(0.5);
    expect(2 + share * 1).toBe(share * 5);
  });
});

describe('the other architecture', () => {
  it('may take 1.25 times as long on arm64 for the same money, and 0.8 times on x86_64', () => {
    expect(breakEvenSlowdown(X86, ARM)).toBeCloseTo(1.25, 4);
    expect(breakEvenSlowdown(ARM, X86)).toBeCloseTo(0.8, 4);
  });

  it('has no break-even without its prices', () => {
    expect(breakEvenSlowdown(X86, NONE)).toBeNull();
    expect(breakEvenUtilization(NONE)).toBeNull();
  });
});

describe('SnapStart', () => {
  const terms = {
    memoryMB: 2048,
    initMs: 2000,
    restoreMs: 500,
    billedShare: 0.2,
    durationPrice: 0.0000166667,
    cachePrice: 0.0000015046,
    restorePrice: 0.0001397998,
  };

  it('costs its cache by the hour, and a restore in place of an init at each cold start', () => {
    const { cachePerHour, perColdStart } = snapStartBreakEven(terms);
    expect(cachePerHour).toBeCloseTo(2 * 3600 * 0.0000015046, 12);
    expect(perColdStart).toBeCloseTo(2 * (0.0001397998 + (0.1 - 2) * 0.0000166667), 12);
  });

  it('never saves money where a restore costs more than the init that it replaces', () => {
    expect(snapStartBreakEven(terms)).toMatchObject({ coldStartsPerHour: null });
  });

  it('saves it from so many cold starts an hour as pay for the cache, where inits are long', () => {
    const long = snapStartBreakEven({ ...terms, initMs: 60_000 });
    expect(long.perColdStart).toBeLessThan(0);
    expect(long.cachePerHour + long.coldStartsPerHour! * long.perColdStart).toBeCloseTo(0, 12);
  });

  it('saves from the first on where snapshots are free, as for Java', () => {
    expect(snapStartBreakEven({ ...terms, cachePrice: 0, restorePrice: 0 }).coldStartsPerHour).toBe(0);
  });
});
