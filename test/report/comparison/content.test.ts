import { describe, expect, it } from 'vitest';
import type { Comparison, Difference } from '../../../src/experiment-result.js';
import { isCertain, signed, verdict } from '../../../src/report/comparison/content.js';
import { duration, usd } from '../../../src/report/format.js';

const difference = (mean: number | null, ci95: number | null): Difference => ({ mean, ci95, varianceRatio: null });

describe('a difference', () => {
  it.each([
    [difference(-212.4, 9.1), '−212 ± 9.1 ms'],
    [difference(212.4, null), '+212 ms'],
    [difference(0, 0), '0 ms'],
    [difference(null, null), '–'],
    // Digits far below the interval say nothing.
    [difference(-0.0000007, 0.1), '0 ± 0.1 ms'],
    [difference(-0.05, 0.1), '−0.05 ± 0.1 ms'],
  ])('has its sign and its interval: %j', (given, text) => {
    expect(signed(given, duration)).toBe(text);
  });

  it('of money has them too', () => {
    expect(signed(difference(31.2, 0.1), usd)).toBe('+$31.20 ± $0.10');
  });

  it('is certain where its interval leaves 0 out', () => {
    expect([difference(3, 2), difference(-3, 2)].every(isCertain)).toBe(true);
    expect([difference(3, 3), difference(3, null), difference(0, 0), difference(null, 1)].some(isCertain)).toBe(false);
  });
});

/** What the verdict reads: means after the change, and differences. */
function compared(p99: Difference, cold: Difference, cost: Difference, monthly = false): Comparison {
  const money = monthly ? 'total.monthly.total' : 'total.cost.total';
  const summary = {
    'total.latencyMs.p99': { mean: 200 },
    'total.coldStartRate': { mean: 0.004 },
    'total.throttles': { mean: 0 },
  };
  return {
    base: 'base',
    variants: { base: { horizonMs: 3_600_000, warmupMs: 0, summary }, more: { summary } },
    differences: {
      more: {
        ...{ 'total.latencyMs.p99': p99, 'total.coldStartRate': cold, [money]: cost },
        'total.throttles': difference(0, 0),
      },
    },
  } as unknown as Comparison;
}

describe('the verdict', () => {
  it('says what is cut, by how much and to what, and what it costs', () => {
    const comparison = compared(difference(-212, 9), difference(-0.015, 0.001), difference(31.2, 0.1), true);
    expect(verdict(comparison, 'more')).toBe(
      'cuts p99 by 212 ± 9 ms (to 200 ms), cuts cold starts by 1.5 ± 0.1 points (to 0.4 %), and costs $31.20 ± $0.10 more a month',
    );
  });

  it('claims nothing that may be chance', () => {
    const comparison = compared(difference(-2, 9), difference(0, 0), difference(-0.01, 0.02));
    expect(verdict(comparison, 'more')).toBe(
      'makes no certain difference to p99 (−2 ± 9 ms), leaves cold starts as they are (0.4 %), and costs the same as far as can be told (−$0.010 ± $0.020 in 1 h)',
    );
  });

  it('says what is worse, and what costs less', () => {
    const comparison = compared(difference(50, 5), difference(0.01, null), difference(-0.5, 0.1));
    expect(verdict(comparison, 'more')).toBe(
      'raises p99 by 50 ± 5 ms (to 200 ms), raises cold starts by 1 point (to 0.4 %), and costs $0.50 ± $0.10 less in 1 h',
    );
  });
});
