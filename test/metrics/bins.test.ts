import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Bins } from '../../src/metrics/bins.js';

describe('bins of time', () => {
  it('are equal, each without its end but the last', () => {
    const bins = new Bins(100, 200, 4);
    expect([100, 124, 125, 149, 150, 174, 175, 199, 200].map((time) => bins.at(time))).toEqual([
      0, 0, 1, 1, 2, 2, 3, 3, 3,
    ]);
  });

  it('hold the busy time that lies in each, and none that lies outside of all', () => {
    const bins = new Bins(100, 200, 4);
    for (const [since, until] of [
      [0, 110],
      [120, 180],
      [150, 150],
      [130, 140],
      [190, 500],
      [0, 90],
      [210, 220],
    ] as const)
      bins.busy(since, until);
    bins.finish();
    expect(bins.sums.busy).toEqual([10 + 5, 25 + 10, 25, 5 + 10]);
  });

  it('hold together what was busy in all of the time', () => {
    const span = fc.tuple(fc.nat(1200), fc.nat(1200)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
    fc.assert(
      fc.property(fc.array(span), fc.integer({ min: 1, max: 64 }), (spans, count) => {
        const bins = new Bins(100, 1124, count);
        for (const [since, until] of spans) bins.busy(since, until);
        bins.finish();
        const inside = spans.map(([since, until]) => Math.max(0, Math.min(until, 1124) - Math.max(since, 100)));
        const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
        expect(sum(bins.sums.busy)).toBeCloseTo(sum(inside), 6);
        expect(Math.min(...bins.sums.busy)).toBeGreaterThanOrEqual(-1e-9);
      }),
      { seed: 1 },
    );
  });
});
