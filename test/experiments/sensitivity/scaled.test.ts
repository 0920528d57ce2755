import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../../src/experiments/sensitivity/assumptions.js';
import { scaledInits, scaledLength, scaledTraffic } from '../../../src/experiments/sensitivity/scaled.js';
import { simulate } from '../../../src/simulate.js';
import { scenario } from '../../support/scenario.js';

const MORE = { of: 6, to: 5 };
const LESS = { of: 4, to: 5 };

const given = (fn: object, arrivals: object) =>
  scenario({
    duration: '2h',
    functions: { api: { handler: '50ms', ...fn } },
    triggers: { web: { type: 'sdk', target: 'api', arrivals } },
  });

describe('inits', () => {
  it('are scaled where they are predicted: runtime, download, restore', () => {
    const before = given({ runtime: 'java21', snapStart: true }, { poisson: { rate: '1/s' } });
    const [{ coldStart, snapStart } = {}] = scaledInits(before, MORE)!.functions;
    const [own] = before.functions;
    expect(coldStart!.runtimeInit).toEqual(scaledLength(own!.coldStart.runtimeInit, MORE));
    expect(coldStart!.placement).toEqual(own!.coldStart.placement);
    expect(snapStart!.restore).toEqual(scaledLength(own!.snapStart!.restore, MORE));
  });

  it('stay where they are given, and are no assumption where all are', () => {
    const own = given({ init: '400ms' }, { poisson: { rate: '1/s' } });
    expect(scaledInits(own, MORE)).toBeNull();
    expect(settingsOf('init', own)).toBeNull();
  });

  it('are a fifth longer in every cold start, all else equal', () => {
    const own = given({ runtime: 'nodejs22.x', keepAlive: '0s', firstInvoke: '0ms' }, { constant: { rate: '1/m' } });
    const [before, after] = [own, scaledInits(own, MORE)!].map((each) => simulate(each, 0).total.initMs);
    expect(after!.mean! / before!.mean!).toBeCloseTo(1.2, 3);
    expect(after!.max! / before!.max!).toBeCloseTo(1.2, 3);
  });
});

describe('a length', () => {
  it.each([
    [
      { kind: 'constant', value: 100 },
      { kind: 'constant', value: 120 },
    ],
    [
      { kind: 'exponential', mean: 100 },
      { kind: 'exponential', mean: 120 },
    ],
    [
      { kind: 'lognormal', median: 100, sigma: 0.5 },
      { kind: 'lognormal', median: 120, sigma: 0.5 },
    ],
    [
      { kind: 'gamma', mean: 100, cv: 2 },
      { kind: 'gamma', mean: 120, cv: 2 },
    ],
    [
      { kind: 'weibull', scale: 100, shape: 2 },
      { kind: 'weibull', scale: 120, shape: 2 },
    ],
    [
      { kind: 'uniform', min: 100, max: 200 },
      { kind: 'uniform', min: 120, max: 240 },
    ],
    [
      { kind: 'pareto', min: 100, alpha: 2 },
      { kind: 'pareto', min: 120, alpha: 2 },
    ],
    [
      { kind: 'values', values: [100, 7] },
      { kind: 'values', values: [120, 8] },
    ],
    [
      {
        kind: 'quantiles',
        points: [
          [0, 100],
          [1, 200],
        ],
      },
      {
        kind: 'quantiles',
        points: [
          [0, 120],
          [1, 240],
        ],
      },
    ],
  ] as const)('keeps its form: %j', (before, after) => {
    expect(scaledLength(before, MORE)).toEqual(after);
    expect(scaledLength({ kind: 'mixture', parts: [{ weight: 3, of: before }] }, MORE)).toEqual({
      kind: 'mixture',
      parts: [{ weight: 3, of: after }],
    });
  });
});

describe('traffic', () => {
  it.each([
    ['poisson', { poisson: { rate: '20/s' } }],
    ['constant', { constant: { rate: '7/m' } }],
    [
      'steps',
      {
        steps: [
          { duration: '1h', rate: '3/s' },
          { duration: '1h', rate: '1/s' },
        ],
      },
    ],
    ['diurnal', { diurnal: { mean: '5/s', peak: '9/s', peakAt: '1h' } }],
    ['bursts', { bursts: { every: '5m', size: 50 } }],
    ['counts', { counts: { perMinute: [10, 0, 30], repeat: true } }],
    ['several', [{ poisson: { rate: '2/s' } }, { constant: { rate: '1/s' } }]],
  ])('is a fifth more and a fifth less: %s', (_, arrivals) => {
    const own = given({}, arrivals);
    const arrived = (each: typeof own): number => simulate(each, 0).total.arrivals;
    const [less, as, more] = [scaledTraffic(own, LESS)!, own, scaledTraffic(own, MORE)!].map(arrived);
    expect(Math.abs(more! / as! - 1.2)).toBeLessThan(0.05);
    expect(Math.abs(less! / as! - 0.8)).toBeLessThan(0.05);
  });

  it('of users is of more users, of a schedule what it is', () => {
    const users = scaledTraffic(given({}, { closed: { users: 10, thinkTime: '1s' } }), MORE)!;
    expect(users.triggers[0]).toMatchObject({ arrivals: { users: 12 } });
    const scheduled = given({}, { schedule: { rate: '5 minutes' } });
    expect(scaledTraffic(scheduled, MORE)).toBeNull();
    expect(settingsOf('traffic', scheduled)).toBeNull();
  });

  it('in small counts does not vanish: every sum from the start is scaled', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { minLength: 1, maxLength: 30 }), (perMinute) => {
        fc.pre(perMinute.some((count) => count > 0));
        const own = given({}, { counts: { perMinute, repeat: true } });
        const [{ arrivals }] = scaledTraffic(own, LESS)!.triggers as unknown as [{ arrivals: { counts: number[] } }];
        let [before, after] = [0, 0];
        for (const [minute, count] of arrivals.counts.entries()) {
          before += perMinute[minute]!;
          after += count;
          expect(Math.abs(after - before * 0.8)).toBeLessThanOrEqual(0.5);
          expect(count).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});
